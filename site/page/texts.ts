/** The YAML of the package, as it ships: the page changes none of it. */
import allowAll from '../../examples/before-after/allow-all.yaml?raw';
import own from '../../manifests/aegis.yaml?raw';
import postgres from '../../manifests/postgres.yaml?raw';
import standard from '../../policies/default.yaml?raw';
import type { Texts } from '../kernel/shelf.js';

export const packaged: Texts = { 'manifests/aegis.yaml': own, 'manifests/postgres.yaml': postgres };

export const policies = { standard, allowAll };
