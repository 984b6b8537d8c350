/** A moment as people write it, in UTC and to the second. It refuses a time without its zone: nobody knows which one was meant. */
import { z } from 'zod';

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?Z$/;

const monthsBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const lengthOf = (year: number, month: number): number => {
  const next = monthsBefore[month] ?? 365;
  return next - (monthsBefore[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
};

/** Days from 1970-01-01, by the calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const thisYear = (monthsBefore[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
  return (year - 1970) * 365 + leaps + thisYear + day - 1;
}

/** Milliseconds since the epoch; undefined for what is no moment. */
export function parseInstant(text: string): number | undefined {
  const [whole, ...parts] = form.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((one) =>
    Number(one ?? 0),
  );
  const isDay = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1_000;
}

export const instant = z
  .string()
  .refine((text) => parseInstant(text) !== undefined, {
    error: 'a moment is written in UTC\nfor instance `2026-03-02T10:00:00Z`',
  })
  .transform((text) => parseInstant(text) ?? 0);
