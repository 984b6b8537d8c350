/** What a system does with a call, as far as an exploration looks: which content is compared, which is checked and which is written. It holds no rows. */
import { text } from '../call/fields.js';
import { isArray, isObject, type JsonObject, own } from '../call/json.js';
import type { Carry } from '../catalog/overlay.js';
import type { RawResult } from '../egress/released.js';
import { asksOfValue, type Write } from '../intercept/effects.js';
import type { Manifest } from '../manifest/manifest.js';
import { previewBody } from '../native/previewed.js';
import type { SourceVersion } from '../policy/obligation.js';
import type { Permit } from '../policy/permit.js';

export interface ChildCall {
  readonly request: string;
  readonly tool: string;
  readonly writes: readonly Write[];
  readonly carries: readonly Carry[];
  /** Datasets that must still have these versions, or nothing happens. */
  readonly compares: readonly SourceVersion[];
  /** The dataset whose checks run; '' for any other call. */
  readonly checks: string;
  /** By class: how many questions it answers, in choosing rows. */
  readonly questions: Readonly<Record<string, number>>;
  /** What it answers when it is done. */
  readonly answer: RawResult;
}

/** As the system is sent them: under the name that the manifest gives to `$versions`. */
function versionsSent({ tool }: Permit, args: JsonObject): readonly SourceVersion[] {
  const names = Object.keys(tool.fixed).filter((name) => tool.fixed[name] === '$versions');
  return names.flatMap((name) => {
    const sent = own(args, name);
    if (sent === undefined || !isArray(sent)) return [];
    return sent.flatMap((one): SourceVersion[] =>
      isObject(one) ? [{ dataset: text(own(one, 'table')), version: text(own(one, 'version')) }] : [],
    );
  });
}

function comparedBy({ tool }: Permit, args: JsonObject, { kernelTools }: Manifest): readonly SourceVersion[] {
  const version = text(own(args, 'version'));
  if (tool.name === kernelTools.copy || tool.name === kernelTools.load)
    return [{ dataset: text(own(args, 'source')), version }];
  if (tool.name === kernelTools.readVersion) return [{ dataset: text(own(args, 'table')), version }];
  return [];
}

const answered = (structuredContent: JsonObject): RawResult => ({
  content: [],
  structuredContent,
  isError: false,
});

/** A preview moves nothing, and says so of all that it would write. */
const previewed = ({ effects }: Permit): RawResult => {
  const names = [...new Set(effects.writes.map(({ dataset }) => dataset))];
  const moved = names.map((table) => ({ table, inserted: 0, updated: 0, deleted: 0 }));
  return answered(previewBody({ moved, kept: [] }));
};

/** The version of a check's answer is filled in when it runs. */
function answerOf({ tool, effects }: Permit, args: JsonObject, { kernelTools }: Manifest): RawResult {
  if (tool.name === kernelTools.check) {
    const checks = own(args, 'checks');
    const asked = checks !== undefined && isArray(checks) ? checks : [];
    return answered({ rows: 1, results: asked.map(() => ({ ok: true, failing: 0 })), samples: {} });
  }
  if (tool.result.rows === 'none' || effects.writes.length > 0) return answered({ changes: 1 });
  const columns = effects.egress.filter(({ name }) => name !== '*').map(({ name }) => name);
  return answered({ columns, rows: [] });
}

function questionsIn({ effects }: Permit): ChildCall['questions'] {
  const asked: Record<string, number> = {};
  for (const filter of effects.filtersOn.filter(asksOfValue))
    asked[filter.class] = (asked[filter.class] ?? 0) + 1;
  return asked;
}

export const childCall = (permit: Permit, args: JsonObject, manifest: Manifest): ChildCall => ({
  request: permit.request,
  tool: permit.tool.name,
  writes: permit.call.isPreview === true ? [] : permit.effects.writes,
  carries: permit.call.isPreview === true ? [] : permit.effects.carries,
  compares: [...versionsSent(permit, args), ...comparedBy(permit, args, manifest)],
  checks: permit.tool.name === manifest.kernelTools.check ? text(own(args, 'table')) : '',
  questions: questionsIn(permit),
  answer: permit.call.isPreview === true ? previewed(permit) : answerOf(permit, args, manifest),
});
