/** From written tools to tools. A name the kernel keeps for itself, and an effect the tool does not admit to, are problems. */
import { type SystemName, toolName } from '../call/id.js';
import type { JsonObject } from '../call/json.js';
import type { Vouched } from '../catalog/catalog.js';
import type { Action } from '../intercept/effects.js';
import { parameterSchema } from '../intercept/parameters.js';
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import { fixedWords } from './fixed-words.js';
import type { ManifestForm } from './form.js';
import type { Argument, ResultShape, Tool } from './manifest.js';
import type { ArgumentForm, ResultForm, ToolForm } from './tool-form.js';

/** `cursor` asks for the next page; the rest would reach into the prototype of an object. */
const kept = ['cursor', 'constructor', 'prototype'];
const safeName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

interface Reading {
  readonly name: string;
  readonly form: ToolForm;
  readonly dialect: ManifestForm['dialect'];
  readonly tell: Teller;
}

const canOf = ({ can }: ToolForm): readonly Action[] => (typeof can === 'string' ? [can] : [...new Set(can)]);

function schemaOf(form: ArgumentForm): JsonObject {
  if (form['reads-as'] === 'parameters') return parameterSchema(form.description);
  const parts: Readonly<Record<string, JsonObject[string] | undefined>> = {
    type: form.type,
    description: form.description,
    enum: form.enum,
    minimum: form.minimum,
    maximum: form.maximum,
    minLength: form['min-length'],
    maxLength: form['max-length'],
    items: form.items === undefined ? undefined : { type: form.items.type },
    default: form.default,
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function checkType(path: Path, form: ArgumentForm, tell: Teller): void {
  const reading = form['reads-as'];
  const type = reading === 'parameters' ? 'array' : 'string';
  if (reading !== 'plain' && form.type !== type)
    tell.value(
      [...path, 'type'],
      `what reads as \`${reading}\` is ${type === 'array' ? 'an array' : 'a string'}`,
      `write \`type: ${type}\``,
    );
}

/** Values without a statement, or for two of its arguments, are bound to nothing that was read. */
function checkParameters({ name, form, tell }: Reading): void {
  const all = Object.entries(form.arguments);
  const [first, ...more] = all.filter(([, one]) => one['reads-as'] === 'parameters').map(([key]) => key);
  const statements = all.filter(([, one]) => one['reads-as'].startsWith('sql/')).length;
  if (first === undefined || (more.length === 0 && statements === 1)) return;
  tell.key(
    ['tools', name, 'arguments', more[0] ?? first],
    'parameters belong to one statement',
    'give the tool one argument that `reads-as: sql/…` and one that `reads-as: parameters`',
  );
}

function checkArgument(name: string, form: ArgumentForm, reading: Reading): void {
  const { tell, dialect } = reading;
  const path: Path = ['tools', reading.name, 'arguments', name];
  if (!safeName.test(name) || kept.includes(name))
    tell.key(
      path,
      `\`${name}\` cannot be the name of an argument`,
      'use letters, digits and `_`; `cursor` is the kernel’s own',
    );
  if (Object.hasOwn(reading.form.fixed, name))
    tell.key(
      path,
      `\`${name}\` is both an argument and \`fixed\``,
      'keep one: a fixed value is never the agent’s to set',
    );
  const sql = form['reads-as'].startsWith('sql/') ? form['reads-as'].slice('sql/'.length) : undefined;
  if (sql !== undefined && sql !== dialect)
    tell
      .restingOn(['dialect'])
      .value(
        [...path, 'reads-as'],
        `the system’s dialect is not \`${sql}\``,
        `write \`dialect: ${sql}\` at the top`,
      );
  checkType(path, form, tell);
  if (form['kernel-only'] && reading.form.audience !== 'kernel')
    tell
      .restingOn(['tools', reading.name, 'audience'])
      .value(
        [...path, 'kernel-only'],
        'an agent’s tool has no argument of the kernel’s own',
        'write `audience: kernel` on the tool',
      );
}

/** What only names data needs to say what for; a statement says it itself. */
const needsUse = (form: ArgumentForm): boolean =>
  !['plain', 'parameters'].includes(form['reads-as']) && !form['reads-as'].startsWith('sql/');

function useOf(name: string, form: ArgumentForm, { name: tool, form: whole, tell }: Reading): Action {
  const can = canOf(whole);
  const path: Path = ['tools', tool, 'arguments', name];
  // A tool's `can` is never empty: the form saw to that. `read` stands for nothing here.
  const [first = 'read'] = can;
  const onCan = tell.restingOn(['tools', tool, 'can']);
  if (form.for !== undefined && !can.includes(form.for))
    onCan.value([...path, 'for'], `\`${tool}\` cannot \`${form.for}\``, `add it to \`can\` of \`${tool}\``);
  if (form.for === undefined && can.length > 1 && needsUse(form))
    onCan
      .restingOn([...path, 'for'])
      .value(
        path,
        `\`${name}\` does not say what it is for`,
        `write \`for:\` with one of ${can.map((one) => `\`${one}\``).join(', ')}`,
      );
  return form.for ?? first;
}

const compileArgument = (name: string, form: ArgumentForm, reading: Reading): Argument => {
  checkArgument(name, form, reading);
  return {
    name,
    readsAs: form['reads-as'],
    use: useOf(name, form, reading),
    isRequired: form.required,
    ...(form['kernel-only'] ? { isKernelOnly: true } : {}),
    ...(form.value === undefined ? {} : { isRequired: false, isKernelOnly: true, value: form.value }),
    schema: schemaOf(form),
  };
};

const steps = (path: string): readonly string[] => path.split('.').slice(1);

function resultOf(form: ResultForm | undefined, { name, tell }: Reading): ResultShape {
  const rows = form?.rows ?? (form?.['rows-at'] === undefined ? 'none' : 'arrays');
  if (rows === 'none' && (form?.['rows-at'] ?? form?.['columns-at']) !== undefined)
    tell.value(
      ['tools', name, 'result'],
      'a result without rows has no place for them',
      'write `rows: arrays` or `rows: objects`',
    );
  const media = Object.entries(form?.['clean-media'] ?? {}).map(
    ([type, { reason, by, until }]): readonly [string, Vouched] => [
      type,
      { reason, by, ...(until === undefined ? {} : { until }) },
    ],
  );
  if (rows !== 'none' && media.length > 0)
    tell.value(
      ['tools', name, 'result', 'clean-media'],
      'a result of rows shows its rows alone',
      'remove it, or write `rows: none`',
    );
  return {
    rows,
    rowsAt: rows === 'none' ? [] : steps(form?.['rows-at'] ?? '$.rows'),
    columnsAt: rows === 'arrays' ? steps(form?.['columns-at'] ?? '$.columns') : [],
    classes: Object.fromEntries(
      Object.entries(form?.classes ?? {}).map(([path, one]) => [steps(path).join('.'), one]),
    ),
    ...(media.length === 0 ? {} : { cleanMedia: Object.fromEntries(media) }),
  };
}

function checkFixed({ name, form, tell }: Reading): void {
  for (const [key, value] of Object.entries(form.fixed)) {
    const path = ['tools', name, 'fixed', key];
    if (!safeName.test(key) || key === 'constructor' || key === 'prototype')
      tell.key(path, `\`${key}\` cannot be the name of an argument`, 'use letters, digits and `_`');
    if (typeof value === 'string' && value.startsWith('$') && !fixedWords.some((word) => word === value))
      tell.value(
        path,
        `\`${value}\` is no word the kernel fills in`,
        `use one of ${fixedWords.map((word) => `\`${word}\``).join(', ')}`,
      );
  }
}

export function compileTool(reading: Reading, system: SystemName): readonly Tool[] {
  const { name: written, form, tell } = reading;
  const name = toolName(system, written);
  if (name === undefined)
    tell
      .restingOn(['system'])
      .key(
        ['tools', written],
        `\`${written}\` is not a tool name`,
        'use lower-case letters, digits and single `_`; 64 characters with its system',
      );
  checkFixed(reading);
  checkParameters(reading);
  const parts = {
    arguments: Object.entries(form.arguments).map(([key, one]) => compileArgument(key, one, reading)),
    result: resultOf(form.result, reading),
  };
  if (name === undefined) return [];
  const page = { rows: form.result?.page?.rows ?? 1000, bytes: form.result?.page?.bytes ?? 262_144 };
  const { audience, description, deadline, fixed } = form;
  return [
    {
      name,
      system,
      remote: form.remote ?? written,
      audience,
      description,
      can: canOf(form),
      ...parts,
      page,
      deadline,
      fixed,
      ...(form.pin === undefined ? {} : { pin: form.pin }),
    },
  ];
}
