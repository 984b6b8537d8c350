/** The shape of one country's number, and the sums that several countries check theirs with. It refuses to know anything of the text around one. */

export interface NationalId {
  readonly country: string;
  /** Of the number without its separators, in capitals. */
  readonly form: RegExp;
  readonly isValid: (id: string) => boolean;
  /** So unlike anything else that no word needs to stand beside it: how many letters and digits one has. */
  readonly telling?: readonly `${number}+${number}`[];
}

export const digitsOf = (id: string): readonly number[] => [...id].map(Number);

export const weighted = (id: string, weights: readonly number[]): number => {
  const digits = digitsOf(id);
  return weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);
};

/** Of some year. */
export const isDate = (month: number, day: number): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= ([4, 6, 9, 11].includes(month) ? 30 : month === 2 ? 29 : 31);

export const part = (id: string, from: number, to: number): number => Number(id.slice(from, to));

/** ISO 7064 mod 11, 10. */
export function isMod11x10(id: string): boolean {
  let product = 10;
  for (const digit of digitsOf(id.slice(0, -1))) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(id.at(-1));
}

const rows = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const turns = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
export function verhoeff(id: string): boolean {
  let check = 0;
  for (let i = 0; i < id.length; i += 1) {
    const turned = Number(turns[i % 8]?.charAt(Number(id.charAt(id.length - 1 - i))));
    check = Number(rows[check]?.charAt(turned));
  }
  return check === 0;
}

export const isVaried = (id: string): boolean => new Set(id).size > 2;
