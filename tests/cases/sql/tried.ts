// How many generated statements a test tries, which, and how many at once; and what came of them, said where a size was asked for. It refuses to
// try others each time in the ordinary run. Made for tests only.
import { fc } from '../../property.js';

export interface Terms {
  readonly count: number;
  readonly seed: number;
  /** Asked for by a variable: what came of it is printed. */
  readonly isTold: boolean;
}

/** `variable` raises the number, and `AEGIS_SEED` makes other ones; a size without a seed takes one by chance, and says it. */
export function termsOf(variable: string, usual: number): Terms {
  const { [variable]: asked, AEGIS_SEED: seed } = process.env;
  const chance = asked === undefined ? 1 : Date.now() % 2 ** 31;
  return { count: Number(asked ?? usual), seed: Number(seed ?? chance), isTold: asked !== undefined };
}

/** How long a test may take: a night, where a size was asked for. */
export const patience = ({ isTold }: Terms): number => (isTold ? 8 * 3_600_000 : 1_800_000);

type Ask<T> = (one: T, lane: number) => Promise<void> | void;

/** `lanes` at once, each at a place of its own. What fails is made smaller, with those beside it. */
export async function trial<T>(
  lanes: number,
  statement: fc.Arbitrary<T>,
  { count, seed }: Terms,
  ask: Ask<T>,
): Promise<void> {
  const batch = fc.array(statement, { minLength: lanes, maxLength: lanes });
  // All are waited for, also where one fails: the next batch stands on the same places.
  const all = async (some: readonly T[]): Promise<void> => {
    const ends = await Promise.allSettled(some.map(async (one, lane) => ask(one, lane)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  await fc.assert(fc.asyncProperty(batch, all), { numRuns: Math.ceil(count / lanes), seed });
}

/** One line for whoever asked for a size. */
export function told(what: string, { seed, isTold }: Terms, seen: Readonly<Record<string, number>>): void {
  const counts = Object.entries(seen).map(([name, number]) => `${name} ${number}`);
  if (isTold) console.log(`${what}, seed ${seed}: ${counts.join(', ')}`);
}
