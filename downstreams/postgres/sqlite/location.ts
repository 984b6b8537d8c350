// Reads a `sqlite:` URL into the schema files to attach; refuses one without an absolute path.
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { refuse } from '../../tool.js';

export type SchemaFile = { readonly schema: string; readonly file: string };
export type Location = { readonly directory: string; readonly schemas: readonly SchemaFile[] };

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;
// SQLite's own limit on attached databases, as this build of better-sqlite3 compiles it.
const MAX_SCHEMAS = 10;

function startRefused(reason: string): never {
  return refuse('bad-database-url', { reason });
}

function schemaFile(file: string): SchemaFile {
  const schema = basename(file, '.db');
  const isReserved = schema === 'main' || schema === 'temp';
  if (isReserved || !SCHEMA_NAME.test(schema))
    startRefused(`\`${basename(file)}\` does not give a schema name: use lower-case letters, digits and _`);
  return { schema, file };
}

function isSchemaFile(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.db');
}

function filesOf(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return [path];
  if (!found?.isDirectory()) startRefused('DATABASE_URL names neither a directory nor a file');
  const entries = readdirSync(path, { withFileTypes: true }).filter(isSchemaFile);
  return entries.map((entry) => join(path, entry.name)).sort();
}

export function readLocation(url: string): Location {
  const path = url.slice('sqlite:'.length);
  if (!isAbsolute(path)) startRefused('DATABASE_URL needs an absolute path after sqlite:');
  const files = filesOf(path);
  if (files.length === 0) startRefused('DATABASE_URL names a directory without any <schema>.db file');
  if (files.length > MAX_SCHEMAS) startRefused(`more than ${MAX_SCHEMAS} schemas in one directory`);
  const directory = files.length === 1 && files[0] === path ? dirname(path) : path;
  return { directory, schemas: files.map(schemaFile) };
}
