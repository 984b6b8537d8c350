/** What a function says of itself beside its body: which of it has no effect of its own on how that runs, and why the rest is not read. */
import { type JsonObject, own } from '../../../../call/json.js';
import { has, isTrue, list, type Node, tagged, text } from '../tree/tree.js';
import { settingOf } from './settings.js';

const mildOptions = new Set('language as volatility strict leakproof parallel cost rows'.split(' '));
export const reasons: Readonly<Record<string, string>> = {
  security: 'a function that runs with the rights of another',
  set: 'a function that runs under settings of its own',
};

export type Options = ReadonlyMap<string, Node>;

/** INVARIANT: by name, of which a setting may be written more than once: those are looked at where they stand. */
export const optionsOf = (body: JsonObject): Options =>
  new Map(
    list(body, 'options').map((one) => {
      const option = tagged(one).body;
      return [text(option, 'defname'), own(option, 'arg')] as const;
    }),
  );

export const isOn = (value: Node): boolean => {
  const { tag, body } = tagged(value);
  return tag !== 'Boolean' || isTrue(body, 'boolval');
};

/** What is stored has been looked up along another path than that of what it calls. */
function setsMildly(body: JsonObject): boolean {
  const { is } = settingOf(body);
  return is === 'none' || (is === 'path' && !has(body, 'sql_body'));
}

/** What has an effect of its own on how a body runs. */
export const strangeIn = (body: JsonObject, options: Options): readonly string[] =>
  [...options.keys()].filter((name) =>
    name === 'set' ? !setsMildly(body) : !mildOptions.has(name) && isOn(options.get(name)),
  );

export const isLent = (options: Options): boolean => options.has('security') && isOn(options.get('security'));
