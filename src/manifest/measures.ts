/** Durations and sizes as people write them. A number without a unit is refused: nobody remembers which one was meant. */
import { z } from 'zod';

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const bytes: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1_048_576 };

/** At most seven digits: the product stays a safe integer for every unit. */
function measure(text: string, form: RegExp, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits, unit] = form.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

export const parseDuration = (text: string): number | undefined =>
  measure(text, /^([1-9]\d{0,6})(ms|s|m|h|d)$/, milliseconds);

export const parseSize = (text: string): number | undefined =>
  measure(text, /^([1-9]\d{0,6})(B|KiB|MiB)$/, bytes);

const fallback = 0;

/** `as` a zod schema: the text in the file, the number in the program. */
export const duration = z
  .string()
  .regex(
    /^[1-9]\d{0,6}(?:ms|s|m|h|d)$/,
    'is not a duration\nwrite a number with a unit: `500ms`, `30s`, `2m`, `24h`',
  )
  .transform((text) => parseDuration(text) ?? fallback);

export const size = z
  .string()
  .regex(/^[1-9]\d{0,6}(?:B|KiB|MiB)$/, 'is not a size\nwrite a number with a unit, for instance `256KiB`')
  .transform((text) => parseSize(text) ?? fallback);
