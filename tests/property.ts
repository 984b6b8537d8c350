// Properties over generated values: fast-check, drawn from one seed, so that two runs of one commit try the same. `AEGIS_SEED` makes other ones. It
// refuses to take a seed by chance: what is found then could not be told from what was changed.
import fc from 'fast-check';

const { AEGIS_SEED: asked = '1' } = process.env;
if (!/^\d{1,10}$/.test(asked)) throw new Error('AEGIS_SEED: a seed is a whole number');

fc.configureGlobal({ seed: Number(asked) });

export { fc };
