/** How strict a direction is. What an agent sends is read by rules without leeway; what a system answers may be data, and data has names of its own. */

export interface StrictRules {
  readonly depth: number;
  readonly values: number;
  /** Whether keys that differ by case or form alone are one key too many, at any depth. */
  readonly foldsKeys: boolean;
  readonly reserved: ReadonlySet<string>;
  /** What no key may hold. */
  readonly control: RegExp;
  /** Whether a number is refused that is whole and past 2^53 however it is written, is -0, or was rounded to 0. */
  readonly exactNumbers: boolean;
}

export const agentRules: StrictRules = {
  depth: 64,
  values: 10_000,
  foldsKeys: true,
  reserved: new Set(['__proto__', 'constructor', 'prototype']),
  control: /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
  exactNumbers: true,
};

/**
 * Rows may be objects whose columns are named `id` and `ID`, or `constructor`; a column without a name is named by its expression, line
 * breaks and all; a measurement may be 1e300. The size of an answer is bounded by its bytes.
 */
export const systemRules: StrictRules = {
  depth: 64,
  values: Number.POSITIVE_INFINITY,
  foldsKeys: false,
  reserved: new Set(['__proto__']),
  control: /(?![\t\n\r])\p{Cc}/u,
  exactNumbers: false,
};
