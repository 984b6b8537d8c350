/** A journal that is looked at without its kernel: read once, verified as it is read, and shown in the forms of the console. It writes nothing, follows nothing, and trusts no line. */

import { hashOf } from '../../src/audit/chain.js';
import type { Entry } from '../../src/audit/read.js';
import { createVerifier, type Verified, type VerifyMeans } from '../../src/audit/verify.js';
import { objects, text } from '../../src/call/fields.js';
import { own } from '../../src/call/json.js';
import { catalogOf } from '../../src/inspection/catalog.js';
import { readRowQuery } from '../../src/inspection/filter.js';
import { type Archive, tripOf } from '../../src/inspection/from-journal.js';
import { pageOf } from '../../src/inspection/page.js';
import type { SystemView } from '../../src/inspection/places.js';
import { policyViewOf, type Standing, standingOf } from '../../src/inspection/standing.js';
import type { Proof } from '../../src/inspection/trip.js';
import type { ConfigText } from '../kernel/boot.js';
import type { Enacted } from '../law/law.js';
import type { ConsoleAnswer, ConsoleFace, Examiner } from '../powers-console.js';
import { answersBy, found, missing, type Route } from './answers.js';
import { type Chronicle, createChronicle } from './chronicle.js';
import { examination, policiesIn } from './examination.js';
import { recordedOverview } from './recorded-overview.js';

export interface RecordedInput {
  readonly chain: string;
  readonly lines: AsyncIterable<string>;
  readonly means: VerifyMeans;
  readonly keptHeads: number;
  /** The process that still writes it; undefined for none. */
  readonly writer: number | undefined;
  /** When it is read. */
  readonly now: number;
  readonly version: string;
  /** A text that was kept at a start, by its digest. */
  readonly kept: (digest: string) => string | undefined;
  /** The law of texts that were in force at a moment; undefined where they make none. */
  readonly enact: (texts: readonly ConfigText[], at: number) => Enacted | undefined;
  readonly examiner: Examiner;
}

/** What was in force from one start on. */
interface Reign {
  readonly enacted: Enacted;
  readonly standing: Standing;
}

export interface Read {
  readonly input: RecordedInput;
  readonly chronicle: Chronicle;
  readonly verified: Verified;
  readonly lines: number;
  readonly reignOf: (start: Entry | undefined) => Reign | undefined;
}

/** INVARIANT: a kept text is named by its digest; one that has another is not the text that was in force. */
function textOf({ kept, means }: RecordedInput, digest: string): string | undefined {
  const found = kept(digest);
  return found !== undefined && means.digest.sha256(found) === digest ? found : undefined;
}

/** Every text of a start, or undefined where one is not kept. */
function textsOf(input: RecordedInput, { body }: Entry): readonly ConfigText[] | undefined {
  const files = objects(own(body, 'files'));
  const texts = files.flatMap((one): readonly ConfigText[] => {
    const [kind, file, digest] = [text(own(one, 'kind')), text(own(one, 'file')), text(own(one, 'digest'))];
    const found = textOf(input, digest);
    if (found === undefined || (kind !== 'config' && kind !== 'manifest' && kind !== 'policy')) return [];
    return [{ kind, file, digest, text: found }];
  });
  return files.length > 0 && texts.length === files.length ? texts : undefined;
}

/** INVARIANT: a law whose digest is not the recorded one did not decide, and is not shown as if it had. */
function reignAt(input: RecordedInput, start: Entry): Reign | undefined {
  const texts = textsOf(input, start);
  const enacted = texts === undefined ? undefined : input.enact(texts, start.at);
  if (enacted === undefined || enacted.law.policy.digest !== own(start.body, 'policy')) return undefined;
  const { law, configuration } = enacted;
  const { role } = configuration.config;
  return { enacted, standing: standingOf({ ...law, texts: policiesIn(enacted.texts), role }) };
}

function reigns(input: RecordedInput): Read['reignOf'] {
  const known = new Map<Entry, Reign | undefined>();
  return (start) => {
    if (start === undefined) return undefined;
    if (!known.has(start)) known.set(start, reignAt(input, start));
    return known.get(start);
  };
}

async function readAll(input: RecordedInput): Promise<Read> {
  const { digest } = input.means;
  const [chronicle, verifier] = [createChronicle(), createVerifier(input.means)];
  let lines = 0;
  for await (const line of input.lines) {
    lines += 1;
    verifier.line(line);
    chronicle.take(line, hashOf(line, digest));
  }
  return { input, chronicle, verified: verifier.end(), lines, reignOf: reigns(input) };
}

/** INVARIANT: from the first line that does not fit on nothing is proved, nor is the line before it, which may be the one that was changed. */
function proofIn({ bad, head, unsigned }: Verified): (place: number) => Proof {
  const from = bad === undefined ? Number.POSITIVE_INFINITY : bad.line - 2;
  const signed = head.seq - unsigned;
  return (place) => (place >= from ? 'broken' : place <= signed ? 'signed' : 'durable');
}

const unkept: ConsoleAnswer = {
  problem: 'the texts that were in force at the last start are not kept, or are no longer what they were',
  status: 503,
};

const startOf = ({ chronicle }: Read, boot: string): Entry | undefined =>
  chronicle.starts().findLast((start) => start.boot === boot);

function tripAt(read: Read, id: string): ConsoleAnswer {
  const call = read.chronicle.call(id);
  const [first] = call?.written() ?? [];
  if (call === undefined || first === undefined) return { problem: 'no such request is held', status: 404 };
  const standing = read.reignOf(startOf(read, first.entry.boot))?.standing;
  const archive: Archive = {
    phaseOf: standing?.phaseOf,
    written: (rule) => standing?.written(rule),
    proofOf: proofIn(read.verified),
  };
  const trip = tripOf(call.written(), { n: call.row.n, children: call.children(), archive });
  return trip === undefined ? missing : found(trip);
}

function rowsOf({ chronicle }: Read, query: ReadonlyMap<string, string>): ConsoleAnswer {
  const asked = readRowQuery(query);
  if ('problem' in asked) return { ...asked, status: 400 };
  return found(pageOf(chronicle.rows, asked, { tookOf: ({ ms }) => ms, rowOf: (row) => row }));
}

function systemsOf({ chronicle }: Read, { enacted }: Reign): readonly SystemView[] {
  const { ends } = chronicle.tally();
  const count = (all: typeof ends): number => all.reduce((sum, one) => sum + one.count, 0);
  const { registry } = enacted.law;
  const own = [...registry.systems.keys()].filter((system) => system !== 'aegis');
  return own.map((system) => {
    const { state = '', why = '', restarts = 0 } = chronicle.systems().get(system) ?? {};
    const mine = ends.filter((one) => one.system === system);
    const tools = [...registry.tools.values()].filter((tool) => tool.system === system);
    return {
      ...{ system, state, why, restarts, inFlight: 0, queued: 0, pid: 0, calls: count(mine) },
      failed: count(mine.filter(({ verdict }) => verdict !== 'allowed')),
      tools: tools.map(({ name, pin }) => ({ name, isPinned: pin !== undefined, drift: [] })),
    };
  });
}

function routesOf(read: Read): Readonly<Record<string, Route>> {
  const { chronicle, input, reignOf } = read;
  const last = (): Reign | undefined => reignOf(chronicle.starts().at(-1));
  const within =
    (answer: (reign: Reign) => ConsoleAnswer): Route =>
    () => {
      const reign = last();
      return reign === undefined ? unkept : answer(reign);
    };
  const reign = last();
  const examined =
    reign === undefined
      ? () => unkept
      : examination(
          {
            ...{ law: reign.enacted.law, texts: reign.enacted.texts, examiner: input.examiner },
            role: reign.enacted.configuration.config.role,
          },
          reign.standing,
        );
  return {
    '/overview': () => found(recordedOverview(read)),
    '/requests': (query) => rowsOf(read, query),
    '/sessions': () => found({ sessions: chronicle.sessions() }),
    '/catalog': within(({ enacted }) => found(catalogOf(enacted.law.catalog))),
    '/policies': within(({ enacted, standing }) =>
      found(policyViewOf(enacted.law.policy, standing, chronicle.tally())),
    ),
    '/policies/examined': examined,
    '/systems': within((one) => found({ systems: systemsOf(read, one) })),
  };
}

/** Nothing happens in a journal that is not written any more. */
const silence: ConsoleFace['events'] = {
  next: () => 0,
  since: () => [],
  follow: () => () => undefined,
};

export interface Recorded {
  readonly face: ConsoleFace;
  readonly verified: Verified;
}

export async function openRecorded(input: RecordedInput): Promise<Recorded> {
  const read = await readAll(input);
  const answer = answersBy(routesOf(read), (id) => tripAt(read, id));
  return {
    face: { answer, events: silence, metrics: () => undefined, stately: () => () => [] },
    verified: read.verified,
  };
}
