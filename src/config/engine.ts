/** The PII engine as `aegis.yaml` names it. It refuses an address that text of results would cross a network to in clear. */
import { z } from 'zod';
import type { PresidioTerms } from '../egress/net/engine/presidio.js';

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const rest = `(?:\\.${octet}){3}`;
const host = `(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z])?|${octet}${rest}|\\[[0-9A-Fa-f:]{2,39}\\])`;
const loopback = `(?:127${rest}|\\[::1\\])`;
const port = '(?::(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?';
const address = new RegExp(`^(?:https://${host}|http://${loopback})${port}(?:/[A-Za-z0-9._~/-]*)?$`);

const piiClass = z
  .string()
  .regex(/^(?:pii|secret)\.[a-z_]{1,40}$/, 'is not a class of a value\nwrite `pii.name` or `pii.free_text`');
const entity = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'is not an entity type\nwrite `PERSON`');

export const engineForm = z.strictObject({
  /** Where Presidio Analyzer answers `/analyze`. */
  presidio: z
    .string()
    .max(2_048)
    .regex(
      address,
      'is not an address that text may be sent to\nwrite `https://host` or, on this machine, `http://127.0.0.1:5002`; without credentials or a query',
    ),
  /** A reference to what it is sent as `Authorization: Bearer`; never the value. */
  credential: z.string().min(1).max(4_096).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'is not a language\nwrite `en`')
    .default('en'),
  /** How sure it has to be. */
  score: z.number().min(0).max(1).default(0.5),
  /** Milliseconds that it has for one result. */
  within: z.int().min(100).max(60_000).default(5_000),
  /** Entity types that are asked for; absent, all that it knows. */
  entities: z.array(entity).min(1).max(200).optional(),
  /** Classes of entity types of your own, or others than Aegis gives. */
  classes: z.record(entity, piiClass).default({}),
  /** Of an entity type that nobody has declared. */
  otherwise: piiClass.default('pii.free_text'),
});

export interface EngineConfig {
  readonly address: string;
  readonly within: number;
  readonly terms: PresidioTerms;
  /** As it is written; a hand resolves the reference. */
  readonly credential?: string;
}

export const engineOf = ({
  presidio,
  credential,
  within,
  entities,
  ...terms
}: z.output<typeof engineForm>): EngineConfig => ({
  ...{ address: presidio, within },
  terms: { ...terms, ...(entities === undefined ? {} : { entities }) },
  ...(credential === undefined ? {} : { credential }),
});
