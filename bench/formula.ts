/**
 * Acceptance 3 of issue 4: value, SQL and Kleene give the same for 100 000 random pairs of a formula and a row.
 * Acceptance 2 of issue 5: what Kleene says of a row in part unknown holds for its completions.
 * Usage: node bench/formula.ts [formulas] [seed]
 */
import pg from 'pg';
import { functionNames } from '#kernel/formula';
import { writePage } from '../e2e/support/proof-page.ts';
import { openTestServer, testMunicipalities } from '../scripts/test/database.ts';
import { kleeneLaws } from '../src/kernel/formula/kleene/laws-at-length.testing.ts';
import { kleeneSpeed } from '../src/kernel/formula/kleene/speed.testing.ts';
import { agreement } from '../src/kernel/formula/sql/agreement.testing.ts';

const formulas = Number(process.argv[2] ?? 10_500);
const seed = Number(process.argv[3] ?? 20_261_122);
const schema = `m${testMunicipalities[0].code}`;
const name = `madoguchi_test_${Math.floor(Date.now() / 1000)}_formula`;
const server = await openTestServer();

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`SET search_path TO ${schema}, pg_temp`);
  return client;
}

const base = await connected(server.adminUrl);
await base.query(`CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`);
const url = new URL(server.adminUrl);
url.pathname = `/${name}`;
const [admin, client] = [await connected(url.toString()), await connected(url.toString())];
try {
  await client.query(`SET ROLE ${schema}_staff`);
  const started = performance.now();
  const found = await agreement(admin, client, `${schema}_staff`, {
    formulas,
    rows: 200,
    rowsEach: 10,
    completions: 3,
    seed,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  for (const each of found.disagreements.slice(0, 20)) console.log(JSON.stringify(each));
  for (const each of found.refused.slice(0, 5)) console.log(`refused: ${each}`);
  const laws = kleeneLaws(formulas, seed);
  for (const each of laws.broken.slice(0, 20)) console.log(each);
  const uses = functionNames.map((each) => [each, found.functions.get(each) ?? 0] as const);
  const rare = [...uses].sort((a, b) => a[1] - b[1]).slice(0, 6);
  writePage(
    'formula',
    'Formulas: value, SQL and Kleene agree',
    'Issue 4, acceptance 3; issue 5, acceptance 2.',
    [
      [
        'pairs of formula and row',
        `${found.pairs}, of them ${found.random} with a random formula, the others with every function over boundary values`,
      ],
      ['disagreements', String(found.disagreements.length)],
      [
        'formulas',
        `${found.formulas}, seed ${seed}, all accepted by the checker, none failed in the database`,
      ],
      ['values that were not empty', `${((found.filled / found.pairs) * 100).toFixed(0)} %`],
      [
        'functions used',
        `${uses.filter(([, count]) => count > 0).length} of ${uses.length}; least often ${rare.map(([each, count]) => `${each} ${count}`).join(', ')}`,
      ],
      [
        'the same pairs with some of the row unknown',
        `${found.completions} completions compared, three for each pair; ${((found.definite / found.pairs) * 100).toFixed(0)} % of the results were definite all the same`,
      ],
      [
        'other laws of Kleene',
        `on ${laws.pairs} random and small formulas and ways of hiding: definite results stay while answers become known, undecided ones change by what their trace names only, reasons suffice and none is too many; ${laws.broken.length} broken`,
      ],
      ...kleeneSpeed(),
      ['time', `${seconds} s`],
    ],
  );
  if (found.disagreements.length + found.refused.length + laws.broken.length > 0) process.exitCode = 1;
} finally {
  await admin.end();
  await client.end();
  await base.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await base.end();
  await server.close();
}
