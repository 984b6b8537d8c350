/** `aegis mask`: masks data of one's own as the kernel would, a line at a time. It starts no system, and refuses a line it cannot read with an answer, never with silence. */
import { carried } from '../actors/outside/long-numbers.js';
import type { ExactFinding, MaskAnswer, Masker } from '../actors/outside/masker.js';
import { type Args, type Doors, flag, isSet, type Verb } from './shell/doors.js';

const help = `aegis mask [--text] [--file FILE] [--summary] [--policy FILE] [--engine FILE] [--json]

Reads JSON lines from stdin, or from FILE, and answers each with one line, in order, as it comes:

  {"id", "result": <result of tools/call>}  ->  {"id", "result", "withheld"?, "findings"}

and with a line, where it is known: "columns" {name: class}; "sql", "dialect" and "catalog"
{"tables": {table: {column: class}}}; "outputSchema"; "session", within which tokens join. A finding
is {pointer, class, tier, operator, start, end}, in the value as it was given. What is withheld is
null, with the reason; so is a line that cannot be read. With an engine, "without" says why it had no
answer where the policy lets the detectors mask alone (pii-engine: degrade).

  --text          {"id", "text"}  ->  {"id", "text", "spans"}
  --file FILE     read FILE instead of stdin; FILE may also be one result, or lines of plain text
  --summary       a dry run: what would be masked, by class and by column, and nothing else
  --policy FILE   whose masks are used (default: the policy that Aegis ships)
  --engine FILE   an aegis.yaml: the engine that it names is asked as well, so text is sent there
  --json          the summary as one JSON object
Exit codes: 0 every line has its answer, 2 the call is wrong.`;

type Counts = Map<string, number>;

/** A column is a pointer without its positions. */
const columnOf = (pointer: string): string => pointer.replace(/\/\d+(?=\/)/g, '/*') || '/';

interface Summary {
  readonly byClass: Counts;
  readonly byColumn: Counts;
  lines: number;
  withheld: number;
}

const count = (counts: Counts, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function enter(summary: Summary, { findings, withheld }: MaskAnswer): void {
  summary.lines += 1;
  if (withheld !== undefined) summary.withheld += 1;
  for (const { class: name, operator, pointer } of findings) {
    count(summary.byClass, `${name} ${operator}`);
    count(summary.byColumn, `${columnOf(pointer)} ${name}`);
  }
}

const sorted = (counts: Counts): readonly (readonly [string, number])[] =>
  [...counts].sort(([, one], [, other]) => other - one);

function inWords({ lines, withheld, byClass, byColumn }: Summary): string {
  const table = (counts: Counts): string =>
    sorted(counts)
      .map(([name, times]) => `  ${String(times).padStart(7)}  ${name}`)
      .join('\n');
  const head = `${lines} lines, ${withheld} withheld`;
  return byClass.size === 0
    ? `${head}; nothing would be masked`
    : `${head}\n\nby class and operator\n${table(byClass)}\n\nby column\n${table(byColumn)}`;
}

const said = ({ pointer: _, ...span }: ExactFinding): Omit<ExactFinding, 'pointer'> => span;

function lineOf({ id, masked, withheld, without, findings }: MaskAnswer, isText: boolean): string {
  const why = {
    ...(withheld === undefined ? {} : { withheld }),
    ...(without === undefined ? {} : { without }),
  };
  return JSON.stringify(
    isText
      ? { id, text: masked, ...why, spans: findings.map(said) }
      : { id, result: masked, ...why, findings },
  );
}

/** A file of one's own need not be in the form of the lines: a result alone and plain text are taken as well. */
function asLine(line: string, isText: boolean): string {
  try {
    const value: unknown = JSON.parse(line);
    const isLine = typeof value === 'object' && value !== null && (isText ? 'text' : 'result') in value;
    if (isLine) return line;
    const isResult =
      typeof value === 'object' && value !== null && ('content' in value || 'structuredContent' in value);
    const result = isResult ? value : { content: [], structuredContent: value };
    return JSON.stringify(isText ? { text: line } : { result });
  } catch {
    return JSON.stringify(isText ? { text: line } : { result: { content: [{ type: 'text', text: line }] } });
  }
}

async function answers(args: Args, doors: Doors, masker: Masker): Promise<Summary> {
  const summary: Summary = { byClass: new Map(), byColumn: new Map(), lines: 0, withheld: 0 };
  const isText = isSet(args, 'text');
  const file = flag(args, 'file');
  for await (const read of doors.lines(file)) {
    // Some editors begin a file with a mark.
    const line = read.replace(/^\ufeff/, '');
    if (line.trim() === '') continue;
    const given = file === undefined ? line : asLine(line, isText);
    const { line: sent, back } = carried(given);
    const answer = await (isText ? masker.text(sent) : masker.result(sent));
    enter(summary, answer);
    if (!isSet(args, 'summary')) await doors.raw(`${back(lineOf(answer, isText))}\n`);
  }
  return summary;
}

/** The system says by a code what is wrong with a file. */
const isUnread = (error: unknown): boolean => error instanceof Error && 'code' in error;

export const mask: Verb = {
  name: 'mask',
  about: 'mask data of your own, as the kernel would',
  help,
  async run(args, doors) {
    const masker = doors.masker(flag(args, 'policy'), flag(args, 'engine'));
    if (typeof masker === 'string') {
      doors.err(`aegis mask: ${masker}`);
      return 2;
    }
    try {
      const summary = await answers(args, doors, masker);
      if (isSet(args, 'summary')) {
        const { byClass, byColumn, ...rest } = summary;
        const json = { ...rest, classes: Object.fromEntries(byClass), columns: Object.fromEntries(byColumn) };
        doors.out(isSet(args, 'json') ? JSON.stringify(json) : inWords(summary));
      }
      return 0;
    } catch (error) {
      if (!isUnread(error)) throw error;
      doors.err(`aegis mask: ${flag(args, 'file') ?? 'stdin'} cannot be read`);
      return 2;
    } finally {
      await masker.close();
    }
  },
};
