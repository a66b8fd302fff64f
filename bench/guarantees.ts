/**
 * What the guarantees cost a request (issue 3, acceptance 10): the data of a form page, read in one audited transaction under
 * policy with its sealed answers opened, against the same read with none of that, in the same process; the worker seals the
 * audit meanwhile. Usage: node bench/guarantees.ts [seconds per run] [rounds]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCity } from './support/city.ts';
import { finishDraft } from './support/draft.ts';
import { median, ratios } from './support/figures.ts';
import { inTurn, type Round } from './support/load.ts';

const seconds = Number(process.argv[2] ?? 3);
const rounds = Number(process.argv[3] ?? 7);
const city = await startCity();
const portal = await city.portal();
try {
  const draft = await finishDraft(portal.origin);
  const page = `/${draft.id}/pages/contact`;
  const results = await inTurn(
    [
      { name: 'with', server: portal, path: `/bench/loaded${page}`, headers: { cookie: draft.cookie } },
      { name: 'without', server: portal, path: `/bench/bare${page}`, headers: { cookie: draft.cookie } },
    ],
    { rounds, seconds, connections: 10, database: city.databaseMs },
  );
  const [own, bare] = [results.get('with')!, results.get('without')!];
  const pick = (all: Round[], of: keyof Round) => all.map((each) => each[of]);
  const rate = ratios(pick(own, 'rate'), pick(bare, 'rate'));
  const lines = [
    `| | with | without |`,
    `| --- | --- | --- |`,
    ...(
      [
        ['requests a second', 'rate', 0],
        ['processor ms a request, portal', 'cpuMs', 2],
        ['processor ms a request, database', 'databaseMs', 2],
      ] as const
    ).map(
      ([name, of, digits]) =>
        `| ${name} | ${median(pick(own, of)).toFixed(digits)} | ${median(pick(bare, of)).toFixed(digits)} |`,
    ),
    '',
    `Requests with / without: **${rate.value.toFixed(2)}** (${rate.spread.map((each) => each.toFixed(2)).join('–')}), ${rounds} rounds of ${seconds} s in turn, 10 connections.`,
  ];
  console.log(lines.join('\n'));
  if (process.env.MADOGUCHI_PROOF === 'full') {
    const file = path.resolve(import.meta.dirname, '../docs/proof/guarantees.md');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(
      file,
      `# What the guarantees cost a request\n\nWritten by \`npm run proof -- guarantees\` on ${new Date().toISOString().slice(0, 16)} UTC; issue 3, acceptance 10.\nThe data of a form page (就学援助, \`contact\`): session, policy, audit row, sealed answers opened; against the same read\nwith none of them. Both carry the frame of the page and one transaction; neither is drawn.\n\n${lines.join('\n')}\n`,
    );
  }
} finally {
  await portal.stop();
  await city.stop();
}
