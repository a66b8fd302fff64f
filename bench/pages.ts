/**
 * Resident pages per second.
 *
 * Home and procedure page, anonymous, are compared with a bare Fastify in a process of its own that sends the same bytes.
 *
 * The form page (a draft of 就学援助, with its session) is compared with an empty route of React Router in the same
 * process and the same rendering entry: an empty document, no root of ours, no loader, no session, no database. That is the
 * strictest reading of 「an empty route」: everything the product does for a page counts against it. Steps between the two
 * show where the difference goes. Usage: node bench/pages.ts [seconds per run] [rounds]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCity } from './support/city.ts';
import { finishDraft, procedure } from './support/draft.ts';
import { type Figure, finish, median, ratios, type Share } from './support/figures.ts';
import { type Aim, inTurn, type Round, shoot } from './support/load.ts';
import { freePort, type Server, startServer } from './support/processes.ts';
import { profiled } from './support/profile.ts';

const seconds = Number(process.argv[2] ?? 3);
const rounds = Number(process.argv[3] ?? 7);
const connections = 10;
/** Ten fields in the middle: neither the shortest page nor the one with lines inside lines. */
const formPage = 'contact';

const city = await startCity();
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-pages-'));
const servers: Server[] = [];
try {
  const portal = await city.portal();
  servers.push(portal);
  const draft = await finishDraft(portal.origin);
  const form = `/drafts/${draft.id}/pages/${formPage}`;
  const own = { cookie: draft.cookie };
  const fixed = await startStatic(portal, { home: '/', procedure: `/procedures/${procedure}` });
  servers.push(fixed);

  const aims: Aim[] = [
    { name: 'static home', server: fixed, path: '/' },
    { name: 'home', server: portal, path: '/' },
    { name: 'static procedure', server: fixed, path: `/procedures/${procedure}` },
    { name: 'procedure', server: portal, path: `/procedures/${procedure}` },
    { name: 'empty', server: portal, path: '/bench/empty' },
    { name: 'frame', server: portal, path: '/bench/frame' },
    { name: 'gate', server: portal, path: '/bench/gate', headers: own },
    { name: 'loaded', server: portal, path: `/bench/loaded${form.replace('/drafts', '')}`, headers: own },
    { name: 'form', server: portal, path: form, headers: own },
  ];
  const results = await inTurn(aims, { rounds, seconds, connections, database: city.databaseMs });
  const of = (name: string) => results.get(name)!;

  const figures: Figure[] = [
    compare('portal home / static Fastify reply', of('home'), of('static home'), 0.5),
    compare('procedure page / static Fastify reply', of('procedure'), of('static procedure'), 0.5),
    {
      ...compare('form page / empty route', of('form'), of('empty'), 0.6),
      why: `An empty route asks the database nothing. A form page is read in one audited transaction (begin with role and
schema, session, epoch of the definitions, draft, audit row, commit: six messages, and one flush of the log), opens sealed
answers, works out which fields show, and draws the city's frame and the fields. The lines marked · take these apart.`,
    },
    compare('  empty route in the city’s frame / empty route', of('frame'), of('empty')),
    compare('  the same with session and transaction / empty route', of('gate'), of('empty')),
    compare('  form page loaded, not drawn / empty route', of('loaded'), of('empty')),
    compare('  form page / empty route with frame, session and transaction', of('form'), of('gate')),
  ];
  const shares: Share[] = [];
  for (const [name, aim] of [
    ['Form page: processor time of the portal process', aims[8]!],
    ['Portal home: processor time of the portal process', aims[1]!],
  ] as const)
    shares.push(
      await profiled(name, city, async (server) => () => shoot({ ...aim, server }, 4, connections)),
    );
  finish({
    bench: 'pages',
    figures,
    shares,
    method: [
      `${rounds} rounds of ${seconds} s per address in turn, ${connections} connections (autocannon, same computer); medians of rates, 99th percentiles and processor time of the answering process per answer`,
      `form page: \`${formPage}\` of 就学援助, draft finished, one session cookie; audited like every read of personal data`,
      'static reply: Fastify alone, the same bytes, its own process, no further header',
      'empty route: same process, Fastify server, React Router handler and rendering entry; empty document without root, loader and session',
    ],
  });
} finally {
  for (const server of servers) await server.stop();
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The lower of two ratios, answers per second and processor time per answer: the load generator shares the machine and is
 * at its own limit with the fastest variants, which by rate alone would flatter us.
 */
function compare(name: string, part: Round[], whole: Round[], target?: number): Figure {
  const rates = (all: Round[]) => all.map(({ rate }) => rate);
  const cpu = (all: Round[]) => all.map(({ cpuMs }) => cpuMs);
  const byRate = ratios(rates(part), rates(whole));
  const byProcessor = ratios(cpu(whole), cpu(part));
  const say = (all: Round[]) => {
    const database = median(all.map(({ databaseMs }) => databaseMs));
    const inDatabase = database >= 0.05 ? ` and ${database.toFixed(2)} ms in the database` : '';
    return `${median(rates(all)).toFixed(0)}/s, p99 ${median(all.map(({ p99 }) => p99))} ms, ${median(cpu(all)).toFixed(3)} ms${inDatabase}`;
  };
  return {
    name,
    ...(byProcessor.value < byRate.value ? byProcessor : byRate),
    unit: 'ratio',
    ...(target === undefined ? {} : { target: { at: 'least', value: target } }),
    detail: `${say(part)} against ${say(whole)}; by rate ${byRate.value.toFixed(2)}, by processor time ${byProcessor.value.toFixed(2)}`,
  };
}

/** Fetches the pages once and lets a bare Fastify send the same bytes. */
async function startStatic(portal: Server, pages: Record<string, string>): Promise<Server> {
  const args: string[] = [];
  for (const [name, address] of Object.entries(pages)) {
    const answer = await fetch(portal.origin + address);
    const file = path.join(folder, `${name}.html`);
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    args.push(`${file}=${address}`);
  }
  const port = await freePort();
  return startServer(
    [path.join(import.meta.dirname, 'support/static-process.ts'), String(port), ...args],
    { NODE_ENV: 'production' },
    port,
    '/readyz',
  );
}
