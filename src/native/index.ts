/** The kernel's own tools. What is not in this list does not exist. */
import { catalog } from './catalog.js';
import { explain } from './explain.js';
import type { NativeTool } from './plan.js';
import { preview } from './preview.js';
import { promote } from './promote.js';
import { receipts } from './receipts.js';
import { validate } from './validate.js';

export const natives: readonly NativeTool[] = [catalog, preview, validate, promote, receipts, explain];

export const nativeTool = (kind: string): NativeTool | undefined => natives.find((one) => one.kind === kind);
