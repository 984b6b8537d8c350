/** Calls with the arguments that conditions ask about: at each bound, equal, near, fitting a pattern, and there where they may be left out. */
import { type Json, type JsonObject, own } from '../call/json.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Argument, Tool } from '../manifest/manifest.js';
import { linear } from '../policy/cel.js';
import { isPreview } from '../witness/previews.js';
import { sampleOf } from '../witness/samples.js';
import { called, statementOf } from '../witness/tools.js';
import type { Witness } from '../witness/witness.js';
import { around, near, type Probe, patternsFor } from './probe.js';
import { spelt } from './spelt.js';

/** A text longer than this is not made. */
const longest = 4_096;

const isAsked = ({ paths, words }: Probe, name: string): boolean =>
  paths.has(`arguments.${name}`) || (paths.has('arguments') && words.has(name));

const folderOf = (text: Json | undefined): string =>
  typeof text === 'string' ? text.slice(0, text.lastIndexOf('/') + 1) : '';

function textsFor(probe: Probe, path: string, held: Json | undefined): readonly string[] {
  const lengths = around(probe, path, 'size').filter((size) => size >= 0 && size <= longest);
  const fitting = patternsFor(probe, path).flatMap((pattern) =>
    [
      spelt(pattern),
      `${folderOf(held)}witness${spelt(pattern)}`,
      `${folderOf(held)}${spelt(pattern)}`,
    ].filter((text) => linear(text, pattern)),
  );
  const folder = folderOf(held);
  const texts = near(probe, path);
  const within = folder === '' ? [] : texts.map((text) => `${folder}witness${text}`);
  return [...texts, ...within, ...lengths.map((size) => 'x'.repeat(size)), ...fitting];
}

const numberWithin = (schema: JsonObject, value: number): boolean => {
  const [least, most] = [own(schema, 'minimum'), own(schema, 'maximum')];
  return (typeof least !== 'number' || value >= least) && (typeof most !== 'number' || value <= most);
};

function isFit({ schema }: Argument, value: Json): boolean {
  const listed = own(schema, 'enum');
  if (listed !== undefined) return Array.isArray(listed) && listed.includes(value);
  if (typeof value === 'number') return numberWithin(schema, value);
  if (typeof value !== 'string') return true;
  const [least, most] = [own(schema, 'minLength'), own(schema, 'maxLength')];
  const { length } = [...value];
  return (typeof least !== 'number' || length >= least) && (typeof most !== 'number' || length <= most);
}

function valuesFor(probe: Probe, argument: Argument, held: Json | undefined): readonly Json[] {
  const path = `arguments.${argument.name}`;
  const type = own(argument.schema, 'type');
  const listed = own(argument.schema, 'enum');
  const values: readonly (Json | undefined)[] =
    listed !== undefined && Array.isArray(listed)
      ? listed
      : type === 'string'
        ? textsFor(probe, path, held)
        : type === 'integer' || type === 'number'
          ? around(probe, path)
          : type === 'boolean'
            ? [true, false]
            : [];
  const sample = argument.isRequired ? undefined : sampleOf(argument);
  return [...values, sample].flatMap((value) =>
    value !== undefined && value !== held && isFit(argument, value) ? [value] : [],
  );
}

export interface Varying {
  readonly probe: Probe;
  readonly catalog: Catalog;
}

function ofCall(tool: Tool, base: Witness, { probe, catalog }: Varying): readonly Witness[] {
  return tool.arguments
    .filter(({ name, value }) => value === undefined && isAsked(probe, name))
    .flatMap((argument) =>
      valuesFor(probe, argument, own(base.args, argument.name)).flatMap((value) => {
        const made = called(tool, { ...base.args, [argument.name]: value }, catalog);
        const shown = JSON.stringify(value).slice(0, 40);
        return made === undefined ? [] : [{ ...made, name: `${base.name}, ${argument.name} ${shown}` }];
      }),
    );
}

/** Of statements none, nor of their previews: what a changed text would do is not known. */
export const variantsOf = (witnesses: readonly Witness[], varying: Varying): readonly Witness[] =>
  witnesses.flatMap((base) =>
    base.of === undefined || base.isMalformed || statementOf(base.of) !== undefined || isPreview(base.of)
      ? []
      : ofCall(base.of, base, varying),
  );
