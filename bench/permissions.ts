/**
 * Acceptance 4 at full size: random apps, rules and people, every answer against an oracle that knows no SQL.
 * `npm run proof -- permissions [apps] [seed]` writes docs/proof/permissions.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { createDatabase, type Tx, zoneUrl } from '#platform/db.server';
import { openTestServer, testMunicipalities, testPassword } from '../scripts/test/database.ts';
import { enumerate, type Outcome } from '../src/core/views/enumeration.testing.ts';
import { withCopy } from './support/copies.sql.ts';

const apps = Number(process.argv[2] ?? 150);
const firstSeed = Number(process.argv[3] ?? 1);
const municipality = testMunicipalities[0].code;
const keyring = createKeyring('a secret for proofs that is long enough');
const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality }, 'staff');

const server = await openTestServer();
const total: Outcome = { questions: 0, pairs: 0, seen: 0, masked: 0, refused: 0, heldBack: 0, problems: [] };
try {
  await withCopy(server, async (adminUrl) => {
    const owner = createDatabase({ url: adminUrl, max: 1 });
    const staff = createDatabase({ url: zoneUrl(adminUrl, 'staff', testPassword), max: 1 });
    try {
      const sizes = { apps, records: 120, people: 10, questions: 10 };
      const outcome = await enumerate({ owner, staff, municipality, seals }, firstSeed, sizes);
      for (const key of ['questions', 'pairs', 'seen', 'masked', 'refused', 'heldBack'] as const)
        total[key] += outcome[key];
      total.problems.push(...outcome.problems);
    } finally {
      await Promise.all([owner.close(), staff.close()]);
    }
  });
} finally {
  await server.close();
}
console.log(total);
if (total.problems.length > 0) process.exitCode = 1;
else if (process.env.MADOGUCHI_PROOF === 'full') {
  const root = path.resolve(import.meta.dirname, '..');
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  mkdirSync(path.join(root, 'docs/proof'), { recursive: true });
  writeFileSync(
    path.join(root, 'docs/proof/permissions.md'),
    `# Permissions of work apps by enumeration

Written by \`npm run proof -- permissions\`; commit \`${commit}\`, seed ${firstSeed}. Random apps with random rules are asked by random people;
an oracle that knows the rules as written and no SQL says what each answer must be.

| | |
| --- | --- |
| apps, with rules of their own | ${apps} |
| questions (lists in all their pages, counts, groups, searches, refusals) | ${total.questions} |
| pairs of person and record | ${total.pairs} |
| of these seen | ${total.seen} |
| of these where a measure 支援措置 holds something back | ${total.heldBack} |
| values that were masked in what was seen | ${total.masked} |
| questions refused because a field is never theirs, in the same words as one that does not exist | ${total.refused} |
| answers other than the oracle's | ${total.problems.length} |
`,
  );
}
