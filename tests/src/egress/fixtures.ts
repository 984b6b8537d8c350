/** Permits, digests and results for the tests of egress. */
import { createHash, createHmac } from 'node:crypto';
import { requestId, sessionId, sha256Hex, systemName, toolName } from '../../../src/call/id.js';
import { isObject, type Json } from '../../../src/call/json.js';
import type { Digest } from '../../../src/digest.js';
import { createNet, type Net } from '../../../src/egress/net/net.js';
import { createScrubber } from '../../../src/egress/net/scrub.js';
import { chooser } from '../../../src/egress/operators/choose.js';
import type { RawResult, Released } from '../../../src/egress/released.js';
import { maskResult } from '../../../src/egress/result/dry.js';
import { isReleased, type ReleaseMeans, release } from '../../../src/egress/result/release.js';
import { type Deposited, type EgressColumn, noEffects } from '../../../src/intercept/effects.js';
import type { Argument, ResultShape } from '../../../src/manifest/manifest.js';
import type { MaskRule, Obligation } from '../../../src/policy/obligation.js';
import { issuePermit, type Permit } from '../../../src/policy/permit.js';

const hmac = (key: string, text: string) => sha256Hex(createHmac('sha256', key).update(text).digest('hex'));
export const digest: Digest = {
  sha256: (text) => sha256Hex(createHash('sha256').update(text).digest('hex')),
  hmac: (text) => hmac('log', text),
  pseudonym: (text) => hmac('session', text),
  lasting: (text) => hmac('datasets', text),
};

export const column = (name: string, ...classes: readonly string[]): EgressColumn => ({
  name,
  classes,
  how: 'identity',
  from: [],
});

export const rules: readonly MaskRule[] = [
  { id: 'email', class: 'pii.email', operator: 'token' },
  { id: 'card', class: 'pii.card', operator: 'last4' },
  { id: 'birth', class: 'pii.birth_date', operator: 'year' },
  { id: 'rest', class: 'pii.*', operator: 'redact' },
];
export const rule = (columnClass: string, operator: MaskRule['operator']): MaskRule => ({
  id: `${columnClass}-${operator}`,
  class: columnClass,
  operator,
});

export interface Setting {
  readonly egress?: readonly EgressColumn[];
  readonly egressBy?: 'name';
  readonly deposit?: Deposited;
  readonly rules?: readonly MaskRule[];
  /** Beside the mask. */
  readonly obligations?: readonly Obligation[];
  readonly result?: Partial<ResultShape>;
  readonly page?: { readonly rows: number; readonly bytes: number };
  /** A dataset that the call writes. */
  readonly writes?: string;
  /** Its argument is a statement. */
  readonly isStatement?: boolean;
}
const noRows: ResultShape = { rows: 'none', rowsAt: ['rows'], columnsAt: ['columns'], classes: {} };

const statement: Argument = {
  ...{ name: 'sql', readsAs: 'sql/sqlite', use: 'read', isRequired: true },
  schema: { type: 'string' },
};

export function permitFor(setting: Setting): Permit {
  const name = toolName('lake', 'query');
  const system = systemName('lake');
  if (name === undefined || system === undefined) throw new Error('the fixture names are not names');
  const zero = sha256Hex('0'.repeat(64));
  const principal = { role: 'analyst', session: sessionId('s1'), client: 'test' };
  return issuePermit({
    request: requestId('r1'),
    call: { id: requestId('r1'), principal, tool: name, arguments: {}, digest: zero, at: 0 },
    tool: {
      name,
      system,
      remote: 'query',
      audience: 'agent',
      description: '',
      can: ['read'],
      arguments: setting.isStatement === true ? [statement] : [],
      result: { ...noRows, ...setting.result },
      page: setting.page ?? { rows: 1000, bytes: 262_144 },
      deadline: 1000,
      fixed: {},
    },
    effects: {
      ...noEffects,
      egress: setting.egress ?? [],
      created: setting.writes === undefined ? [] : [setting.writes],
      ...(setting.egressBy === undefined ? {} : { egressBy: setting.egressBy }),
      ...(setting.deposit === undefined ? {} : { deposit: setting.deposit }),
    },
    arguments: zero,
    catalog: zero,
    policy: zero,
    obligations: [{ kind: 'mask', rules: setting.rules ?? rules }, ...(setting.obligations ?? [])],
  } as Parameters<typeof issuePermit>[0]);
}

export const means: ReleaseMeans = { digest, scrub: createScrubber(['hunter2-hunter2']), offset: 0 };

export const text = (value: string): Json => ({ type: 'text', text: value });
export const raw = (structuredContent?: Json, content: readonly Json[] = []): RawResult => ({
  content,
  isError: false,
  ...(structuredContent === undefined ? {} : { structuredContent }),
});

/** The Released of a call, or a failing test. */
export function released(setting: Setting, result: RawResult, given: Partial<ReleaseMeans> = {}): Released {
  const value = release(permitFor(setting), result, { ...means, ...given });
  if (!isReleased(value)) throw new Error(`refused: ${JSON.stringify(value)}`);
  return value;
}
/** The text of a result of one text, as it is released. */
export function maskedText(value: string): string {
  const { content } = released({}, raw(undefined, [text(value)])).result as {
    content: readonly { text: string }[];
  };
  return content[0]?.text ?? '';
}
export const refused = (setting: Setting, result: RawResult) => {
  const value = release(permitFor(setting), result, means);
  if (isReleased(value)) throw new Error('released');
  return value;
};

export const netOf = (given: readonly MaskRule[] = rules): Net =>
  createNet({ choose: chooser(given), digest, scrub: (value) => ({ text: value, hits: 0 }) });
/** The text as the net leaves it. */
export const masked = (value: string, hint = 0): string => netOf().leaf(value, hint)?.text ?? value;
/** The structure as a whole result of it leaves it, written out. */
export function maskedValue(value: Json): string {
  const terms = { choose: chooser(rules), digest, known: { columns: {} } };
  const { result } = maskResult({ content: [], structuredContent: value }, terms);
  return JSON.stringify(isObject(result) ? result.structuredContent : null);
}
