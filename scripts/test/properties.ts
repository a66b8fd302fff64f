/**
 * fast-check, with one seed for every run: a counterexample in a thousand runs is found by whoever looks for it
 * (`FC_SEED=7 npx vitest run <file>`), and does not stop somebody else's change.
 */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FC_SEED ?? 20261122) });

export default fc;
