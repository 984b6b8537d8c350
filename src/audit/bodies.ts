/** What each entry says of a call: names, shapes, counts, keyed digests. A value of the data has no field to stand in. */
import type { Call } from '../call/call.js';
import type { Json, JsonObject } from '../call/json.js';
import { anyColumn, type Carry, isOfObject } from '../catalog/overlay.js';
import type { ClearColumn } from '../catalog/vouched.js';
import { type EngineFault, engineFaults } from '../egress/net/engine/engine.js';
import type { Finding } from '../egress/released.js';
import type { Capability, Effects } from '../intercept/effects.js';
import type { Refusal } from '../policy/denial.js';
import type { Obligation } from '../policy/obligation.js';
import type { Trace } from '../policy/policy.js';

export type Body = { readonly [key: string]: Json };

/** A body as it is put together, part by part: a spread for each part that may be absent costs more than all that is in it. */
export type Parts = { [key: string]: Json };

interface Counts {
  readonly values?: number;
  readonly marks?: readonly string[];
  readonly more?: number;
  readonly rows: number;
  readonly bytes: number;
  readonly probes: number;
}

const plainName = /^[a-z0-9_-]{1,64}$/;

/** A tool name as it was asked for: shown when it is a plain name, else only its length. */
export const shownTool = (tool: string): string =>
  plainName.test(tool) ? tool : `(${tool.length} characters)`;

export function callBody(call: Call): Parts {
  const body: Parts = { tool: shownTool(call.tool), role: call.principal.role, args: call.digest };
  if (call.parent !== undefined) body.parent = call.parent;
  if (call.isPreview === true) body.preview = true;
  if (call.into !== undefined) body.into = call.into;
  return body;
}

export function effectsBody(effects: Effects): Body {
  const body: Parts = {
    kind: effects.kind,
    statement: effects.shape,
    reads: effects.reads.map((read) => ({ dataset: read.dataset, columns: [...read.columns] })),
    writes: effects.writes.map(({ dataset, mode, scope, sources }) => ({
      dataset,
      mode,
      scope,
      sources: [...sources],
    })),
  };
  const lists = [
    'dropped',
    'altered',
    'created',
    'control',
    'files',
    'programs',
    'network',
    'opaque',
  ] as const;
  for (const name of lists) if (effects[name].length > 0) body[name] = [...effects[name]];
  if (effects.locks.length > 0)
    body.locks = effects.locks.map(({ dataset, strength }) => ({ dataset, strength }));
  return body;
}

/** What goes into the overlay with the intent: where to, which class, from where. Of an object its dataset alone is named: its key could be guessed. */
export const carriesBody = (carries: readonly Carry[]): Json =>
  carries.map(({ dataset, column, class: name, derived, from }) => ({
    dataset,
    column: isOfObject(column) ? `${anyColumn} (one object)` : column,
    class: name,
    derived,
    from: [...from],
  }));

export const capabilitiesBody = (capabilities: readonly Capability[]): Json =>
  capabilities.map(({ action, dataset }) => `${action} ${dataset}`);

export const traceBody = (trace: readonly Trace[]): Json =>
  trace.filter((one) => one.said !== 'no-match').map((one) => `${one.rule}:${one.said}`);

const onWord = (what: string, { by, until }: Pick<ClearColumn, 'by' | 'until'>): string =>
  `${what} by ${by}${until === undefined ? '' : ` until ${until}`}`;

/** The columns that left the content net, on whose word, and until when. */
export const clearBody = (obligations: readonly Obligation[]): readonly string[] =>
  obligations.flatMap((one) =>
    one.kind === 'clear' ? one.columns.map((column) => onWord(column.column, column)) : [],
  );

/** The types of pictures and sounds that could leave, on whose word, and until when. */
export const mediaBody = (obligations: readonly Obligation[]): readonly string[] =>
  obligations.flatMap((one) =>
    one.kind === 'media' ? one.media.map((media) => onWord(media.type, media)) : [],
  );

const obligationText = (one: Obligation): string => {
  switch (one.kind) {
    case 'mask':
      return `mask:${one.rules.length}`;
    case 'clear':
      return `clear:${one.columns.length}`;
    case 'media':
      return `media:${one.media.length}`;
    case 'row-bound':
      return `row-bound:${one.rows}`;
    case 'unseal':
      return `unseal:${one.places.map(({ pointer, class: of }) => `${pointer} ${of}`).join(',')}`;
    case 'unchanged':
      return `unchanged:${one.versions.map(({ dataset }) => dataset).join(',')}`;
  }
};

export const obligationsBody = (obligations: readonly Obligation[]): Json => obligations.map(obligationText);

/** What was reserved or taken of each class: counts by measure. */
export const amountsBody = (amounts: ReadonlyMap<string, Counts>): Json =>
  [...amounts].map(([name, { values = 0, rows, bytes, probes, marks = [], more = 0 }]) => ({
    class: name,
    values: values + marks.length + more,
    rows,
    bytes,
    probes,
  }));

export const findingsBody = (findings: readonly Finding[]): Json =>
  findings.map(({ pointer, class: kind, operator, by, detector, count }) => ({
    ...{ pointer, class: kind, operator, by, count },
    ...(detector === undefined ? {} : { detector }),
  }));

/** Of how many texts the engine was asked, and why it had no answer. */
export const engineBody = ({
  asked,
  fault,
}: {
  readonly asked: number;
  readonly fault?: EngineFault;
}): Body => ({
  asked,
  ...(fault === undefined ? {} : { fault: engineFaults[fault] }),
});

export const refusalBody = (refusal: Refusal): JsonObject => ({
  code: refusal.code,
  phase: refusal.phase,
  ...(refusal.rule === undefined
    ? {}
    : { rule: refusal.rule.id, because: refusal.rule.because, policy: refusal.rule.policyHash }),
  facts: [...(refusal.facts ?? [])],
});
