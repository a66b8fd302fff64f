/**
 * Submissions per second: the POST of the review page of finished drafts (就学援助, one attachment) with session, form
 * token, checks of all answers, audit and outbox, against the same SQL without HTTP. The statements are not written down
 * here: one submission is recorded and sent again for other drafts, in the same transactions, over the same number of
 * connections, from this process. Worker and staff side do not run. Usage: node bench/submission.ts [drafts] [rounds]
 */
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { municipality, startCity } from './support/city.ts';
import { cloneDraft } from './support/clone-drafts.ts';
import { analyse, type Clone, countArrived, fileOfDraft } from './support/clones.sql.ts';
import { finishDraft, hiddenValue } from './support/draft.ts';
import { finish, median, ratios } from './support/figures.ts';
import { processorMs, type Server } from './support/processes.ts';
import { profiled } from './support/profile.ts';
import type { Statement } from './support/statements.ts';

const drafts = Number(process.argv[2] ?? 400);
const rounds = Number(process.argv[3] ?? 5);
const connections = 10;

const city = await startCity();
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-submission-'));
const asOwner = <T>(work: Parameters<typeof city.admin.db.tenant<T>>[2]) =>
  city.admin.db.tenant(municipality, 'owner', work);
try {
  const portal = await city.portal();
  const finished = await finishDraft(portal.origin);
  const file = await asOwner((tx) => fileOfDraft(tx, finished.id));
  const clones = (count: number) =>
    asOwner((tx) => cloneDraft({ tx, keyring: city.admin.keyring, municipality }, finished.id, file, count));

  const { statements, of } = await record((await clones(1))[0]!);
  await submit(portal, await clones(drafts));
  await send(statements, of, await clones(drafts));
  const http: number[] = [];
  const direct: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [some, others] = [await clones(drafts), await clones(drafts)];
    await asOwner(analyse);
    const { rate, cpuMs } = await submit(portal, some);
    http.push(rate);
    cpu.push(cpuMs);
    direct.push(await send(statements, of, others));
  }
  const sent = 1 + 2 * drafts * (rounds + 1);
  const arrived = await asOwner(countArrived);
  for (const [what, count] of Object.entries(arrived))
    if (count !== sent) throw new Error(`${sent} submissions, and ${count} ${what}`);
  await portal.stop();

  const share = await profiled('Submission: processor time of the portal process', city, async (server) => {
    const ready = await reviewAll(server, await clones(drafts));
    return () => post(server, ready);
  });
  finish({
    bench: 'submission',
    figures: [
      {
        name: 'submission over HTTP / the same SQL without HTTP',
        ...ratios(http, direct),
        unit: 'ratio',
        target: { at: 'least', value: 0.35 },
        detail: `${median(http).toFixed(0)}/s against ${median(direct).toFixed(0)}/s; ${statements.length} statements in one transaction; processor time of the portal ${median(cpu).toFixed(2)} ms each`,
        why: `One portal process on one core, beside the database and the load generator on the other: it reads the form,
compares the token, works out and checks all answers, compares them with those reviewed, seals, and sends eight statements.`,
      },
    ],
    shares: [share],
    method: [
      `${rounds} rounds of ${drafts} submissions each way in turn, ${connections} connections; medians; embedded PostgreSQL, durable`,
      'every submission is checked to have left one application, one outbox row, one audit row and its attachment',
      'the same SQL: recorded from the portal, so it cannot drift from what the product sends; session look-up, definitions epoch and audit included',
    ],
  });
} finally {
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Ready {
  path: string;
  cookie: string;
  body: string;
}

/** Reads the review page, as a person does before sending. */
async function review(server: Server, clone: Clone): Promise<Ready> {
  const address = `/drafts/${clone.draft}/review`;
  const cookie = `madoguchi=${clone.token}`;
  const html = await (await fetch(server.origin + address, { headers: { cookie } })).text();
  const body = new URLSearchParams({ _csrf: hiddenValue(html, '_csrf'), body: hiddenValue(html, 'body') });
  return { path: address, cookie, body: body.toString() };
}

async function reviewAll(server: Server, clones: readonly Clone[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const clone of clones) ready.push(await review(server, clone));
  return ready;
}

async function submit(server: Server, clones: readonly Clone[]): Promise<{ rate: number; cpuMs: number }> {
  return post(server, await reviewAll(server, clones));
}

async function post(server: Server, ready: readonly Ready[]): Promise<{ rate: number; cpuMs: number }> {
  let next = 0;
  const before = processorMs(server.pid);
  const started = performance.now();
  const result = await autocannon({
    url: server.origin,
    connections: Math.min(connections, ready.length),
    amount: ready.length,
    requests: [
      {
        method: 'POST',
        setupRequest(request) {
          const { path, cookie, body } = ready[next++ % ready.length]!;
          const headers = {
            cookie,
            'content-type': 'application/x-www-form-urlencoded',
            origin: server.origin,
          };
          return { ...request, path, body, headers };
        },
      },
    ],
  });
  const seconds = (performance.now() - started) / 1000;
  const after = processorMs(server.pid);
  if (result['3xx'] !== ready.length || result.errors > 0)
    throw new Error(`${result['3xx']} of ${ready.length} were taken, ${result.errors} errors`);
  const cpuMs = before === null || after === null ? Number.NaN : (after - before) / ready.length;
  return { rate: ready.length / seconds, cpuMs };
}

/** The transaction of one submission as the portal sent it, and the values in it that belong to this one alone. */
async function record(clone: Clone): Promise<{ statements: Statement[]; of: Clone }> {
  const log = path.join(folder, 'statements.jsonl');
  const recorder = await city.portal(['--import', path.join(import.meta.dirname, 'support/statements.ts')], {
    BENCH_STATEMENTS: log,
  });
  await submit(recorder, [clone]).finally(() => recorder.stop());
  const all = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Statement);
  const insert = all.findIndex(({ text }) => text.includes('INSERT INTO applications'));
  const { connection } = all[insert]!;
  const own = all.filter((one) => one.connection === connection);
  const at = own.indexOf(all[insert]!);
  const begin = own.findLastIndex(({ text }, index) => index < at && /^begin/i.test(text));
  const end = own.findIndex(({ text }, index) => index > at && /(^|; ?)commit$/i.test(text));
  if (begin < 0 || end < 0) throw new Error('the transaction of the submission has no begin or no end');
  return { statements: own.slice(begin, end + 1), of: clone };
}

/** The recorded transaction for each clone, with its own identifiers in place of the recorded ones. */
async function send(statements: Statement[], of: Clone, clones: readonly Clone[]): Promise<number> {
  const insert = statements.find(({ text }) => text.includes('INSERT INTO applications'))!;
  const [application, receipt] = insert.values as [string, string];
  const pool = new pg.Pool({ connectionString: city.portalUrl, max: connections });
  // Connected before the clock starts, as the portal is.
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
  const todo = clones.map((clone) => {
    const own = new Map([
      [of.draft, clone.draft],
      [of.submitKey, clone.submitKey],
      [of.file, clone.file],
      [of.sessionHash, clone.sessionHash],
      [application, randomUUID()],
      [receipt, String(randomInt(1e12, 9e12))],
    ]);
    const replace = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(replace);
      if (typeof value !== 'string') return value;
      let changed = value;
      for (const [from, to] of own) if (changed.includes(from)) changed = changed.replaceAll(from, to);
      return changed;
    };
    return statements.map(({ text, values }) => ({
      text: replace(text) as string,
      values: values.map(replace),
    }));
  });
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let mine = todo.shift(); mine !== undefined; mine = todo.shift())
        for (const { text, values } of mine)
          await (values.length === 0 ? client.query(text) : client.query(text, values));
    }),
  );
  const rate = (clones.length * 1000) / (performance.now() - started);
  for (const client of clients) client.release();
  await pool.end();
  return rate;
}
