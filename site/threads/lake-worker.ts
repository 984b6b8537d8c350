/** The thread of the lake: it runs what the kernel lets through, and nothing reaches it but the kernel's calls and the page's own looks. */
import type { JsonObject } from '../../actors/index.js';
import { fillLake } from '../lake/lake.js';
import { openSqlite } from '../lake/wasm.js';
import { serve } from './serve.js';

export type LakeQuestion =
  | { readonly type: 'list' }
  | { readonly type: 'call'; readonly tool: string; readonly args: JsonObject }
  | { readonly type: 'stock' };

const lake = fillLake(await openSqlite());

serve<LakeQuestion>((question) => {
  switch (question.type) {
    case 'list':
      return lake.listTools();
    case 'call':
      return lake.call(question.tool, question.args);
    case 'stock':
      return lake.stock();
  }
});
