/**
 * Acceptance 8 of issue 4: a work app of 15 mixed fields over HTTP (API with a token), a record rule by department and one masked field,
 * audit on, embedded PostgreSQL; the same SQL beside it in one run. `npm run proof -- work-apps [rows …]`, without rows
 * 200 000 and 1 000 000; by hand `node bench/work-apps.ts 20000`.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { scopeNames } from '#core/integrations';
import { createIntegration, issueToken } from '#core/integrations.server';
import { actorOfLogin } from '#core/people.server';
import type { Shape } from '#core/records.server';
import { wantedIndexes } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Database } from '#platform/db.server';
import { type Answer, call, hangUp } from './support/api-call.ts';
import { municipality, startCity } from './support/city.ts';
import { type Figure, finish, median, sayFigure } from './support/figures.ts';
import type { Server } from './support/processes.ts';
import { writeProof } from './support/proof-page.ts';
import { buildIndexes, fill, publish, withoutWordIndex } from './support/work-app-fill.sql.ts';
import { answersOf, consultations, departments, rare, visits } from './support/work-app-rows.ts';

const sizes = process.argv.slice(2).map(Number);
const all = sizes.length > 0 ? sizes : [200_000, 1_000_000];
const department = departments[0]!;
const figures: Figure[] = [];
const say = (figure: Figure) => {
  figures.push(figure);
  console.log(sayFigure(figure));
};

const city = await startCity();
const { owner } = city;
try {
  const shape = await owner<Shape>((tx) => publish(tx, consultations));
  const visitShape = await owner<Shape>((tx) => publish(tx, visits));
  const token = await newToken(owner);
  const server = await city.staff();
  const direct = await city.direct();
  let filled = 0;
  for (const rows of all.sort((a, b) => a - b)) {
    await grow(owner, shape, visitShape, filled, rows);
    filled = rows;
    await measure(server, token, direct, rows);
  }
} finally {
  hangUp();
  await city.stop();
}

const outcome = {
  bench: 'work-apps',
  figures,
  method: [
    '15 fields: text, long text, choices, multiple choice, dates, department, person, decimals, yes or no, name, telephone, calculated; every twentieth record is of the asking department; the telephone is readable where 緊急 holds',
    'one connection, requests one after another, medians; HTTP from another process on the same machine; token, rate limit, access, masks and audit as in the product',
    'the same SQL: written by hand without access, masks, audit and HTTP, over one connection, over the same rows',
    'indexes: those that `wantedIndexes` derives from the definition and no other',
  ],
  shares: [],
};
finish(outcome);
writeProof(
  'Work apps at 200 000 and 1 000 000 records',
  'what was promised stands in issue 4, acceptance 8.',
  outcome,
);

type AsOwner = <T>(work: Parameters<Database['tenant']>[2]) => Promise<T>;

async function newToken(owner: AsOwner): Promise<string> {
  return owner<string>(async (tx) => {
    const found = await actorOfLogin(tx, 'gakuji-shuji', tokyoDate(new Date()));
    const actor = { ...found, post: { ...found.post!, roles: ['administration' as const] } };
    const made = unwrap(
      await createIntegration(tx, actor, {
        name: '計測',
        purpose: '計測のため',
        contact: 'bench@example.jp',
        department,
        position: '',
        roles: ['intake'],
      }),
    );
    return unwrap(await issueToken(tx, actor, made.id, { label: '計測', scopes: scopeNames, days: 1 })).token;
  });
}

/** Brings the table from `from` to `to` records; indexes are built over all of them. */
async function grow(
  owner: AsOwner,
  shape: Shape,
  visitShape: Shape,
  from: number,
  to: number,
): Promise<void> {
  const began = performance.now();
  await owner((tx) => withoutWordIndex(tx, shape));
  const own: string[] = [];
  for (let at = from; at < to; at += 2000) {
    const batch = Array.from({ length: Math.min(2000, to - at) }, (_one, index) => ({
      id: randomUUID(),
      answers: answersOf(at + index),
    }));
    own.push(...batch.filter((one) => one.answers[7] === department).map((one) => one.id));
    await owner((tx) => fill(tx, consultations, shape, batch));
  }
  if (from === 0)
    await owner((tx) =>
      fill(
        tx,
        visits,
        visitShape,
        Array.from({ length: 5000 }, (_one, n) => ({
          id: randomUUID(),
          answers: {
            1: `訪問${n}`,
            ...Object.fromEntries([2, 3, 4, 5, 6].map((id) => [id, own[(n * 7 + id * 13) % own.length]!])),
          },
        })),
      ),
    );
  await owner((tx) => buildIndexes(tx, shape, from === 0 ? wantedIndexes(consultations, shape) : []));
  const client = new pg.Client({ connectionString: city.admin.adminUrl });
  await client.connect();
  await client.query(`SET search_path TO m${municipality}`);
  await client.query(`VACUUM (ANALYZE) ${shape.table}`);
  await client.query(`VACUUM (ANALYZE) ${shape.search!.table}`);
  await client.query(`VACUUM (ANALYZE) ${visitShape.table}`);
  await client.query('CHECKPOINT');
  await client.end();
  console.log(`${to} records in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Median of `times` calls after a few to warm up; the answer must be right. */
async function timed(times: number, work: (n: number) => Promise<number>): Promise<number> {
  for (let n = 0; n < 5; n++) await work(n);
  const taken: number[] = [];
  for (let n = 0; n < times; n++) taken.push(await work(n + 5));
  return median(taken);
}

async function measure(server: Server, token: string, direct: pg.Client, rows: number): Promise<void> {
  const label = rows.toLocaleString('en').replaceAll(',', ' ');
  const large = rows > 200_000;
  const app = '/apps/bench-consultations/records';
  const ask = async (
    body: object,
    check: (json: Answer) => boolean,
    at = `${app}/query`,
  ): Promise<number> => {
    const answer = await call(server, token, { method: 'POST', path: at, body });
    if (answer.status !== 200 || !check(answer.json))
      throw new Error(
        `${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.json).slice(0, 500)}`,
      );
    return answer.ms;
  };
  const query = async (text: string, values: unknown[] = []): Promise<number> => {
    const began = performance.now();
    await direct.query(text, values);
    return performance.now() - began;
  };
  const tell = (name: string, ms: number, most: number | null, sqlMs?: number) =>
    say({
      name: `${label}: ${name}`,
      value: ms,
      unit: 'ms',
      ...(most === null ? {} : { target: { at: 'most' as const, value: most } }),
      ...(sqlMs === undefined ? {} : { detail: `the same SQL ${sqlMs.toFixed(1)} ms` }),
    });
  const some = (json: Answer) => json.items.length > 0;
  const r = 'r_bench_consultations';

  const base = await timed(
    60,
    async () => (await call(server, token, { method: 'GET', path: '/departments' })).ms,
  );
  tell('for comparison: the list of departments, through the same token, limit and audit', base, null);
  const list = await timed(60, () => ask({ view: 'open', count: true }, some));
  const listSql = await timed(
    60,
    async () =>
      (await query(
        `SELECT id, f1, f3, f4, f5, f6, f12, f13, f9 FROM ${r} WHERE f7 = $1 AND f3 = '未処理' AND deleted_at IS NULL ORDER BY f5 DESC NULLS LAST, id DESC LIMIT 50`,
        [department],
      )) +
      (await query(`SELECT count(*) FROM ${r} WHERE f7 = $1 AND f3 = '未処理' AND deleted_at IS NULL`, [
        department,
      ])),
  );
  tell('list of a view with count', list, large ? 25 : 20, listSql);
  const due = await timed(40, () => ask({ view: 'due', count: true }, some));
  tell('list of another view with count', due, large ? 25 : 20);
  const first = await call(server, token, {
    method: 'POST',
    path: `${app}/query`,
    body: { view: 'due', positions: 50 },
  });
  const jumps = first.json.positions;
  tell('positions for scrolling', first.ms, null);
  tell(
    'jump to a position',
    await timed(30, (n) => ask({ view: 'due', positions: 50, cursor: jumps[n % jumps.length] }, some)),
    null,
  );
  const adHoc = { filter: 'AND(金額 >= 99000, CONTAINS(内容, "写真"))', columns: ['件名', '金額'] };
  const adHocMs = await timed(12, () => ask(adHoc, (json) => Array.isArray(json.items)));
  const adHocSql = await timed(12, () =>
    query(
      `SELECT id, f1, f9 FROM ${r} WHERE f7 = $1 AND f9 >= 99000 AND strpos(f2, '写真') > 0 AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 50`,
      [department],
    ),
  );
  tell('filter without an index', adHocMs, 400, adHocSql);

  const page = await call(server, token, { method: 'POST', path: `${app}/query`, body: { limit: 200 } });
  const ids = page.json.items.map((one) => one.id);
  const get = await timed(
    200,
    async (n) => (await call(server, token, { method: 'GET', path: `${app}/${ids[n % ids.length]}` })).ms,
  );
  tell(
    'one record',
    get,
    2,
    await timed(200, (n) => query(`SELECT * FROM ${r} WHERE id = $1`, [ids[n % ids.length]])),
  );

  tell(
    'search, a rare word of two characters',
    await timed(60, () => ask({ search: `${rare}${rare}`, columns: ['件名'] }, () => true)),
    5,
  );
  tell(
    'search, a common word of two characters',
    await timed(30, () => ask({ search: '門司', columns: ['件名'] }, some)),
    100,
  );

  const groups = { rows: [{ field: '区分' }], measures: [{ by: 'count' }, { by: 'sum', field: '金額' }] };
  const group = await timed(20, () => ask(groups, (json) => json.groups.length === 8, `${app}/group`));
  const groupSql = await timed(20, () =>
    query(
      `SELECT f4, count(*), sum(f9) FROM ${r} WHERE f7 = $1 AND deleted_at IS NULL GROUP BY f4 ORDER BY f4`,
      [department],
    ),
  );
  say({
    name: `${label}: group by / the same SQL`,
    value: group / groupSql,
    unit: 'ratio',
    target: { at: 'most', value: 1.5 },
    detail: `${group.toFixed(1)} ms against ${groupSql.toFixed(1)} ms`,
  });
  const links = await timed(40, () =>
    ask(
      { limit: 100, links: true },
      (json) => json.items.length === 100 && Object.keys(json.links['bench-consultations'] ?? {}).length > 50,
      '/apps/bench-visits/records/query',
    ),
  );
  tell('100 rows with 5 links', links, 40);
  await create(server, token, direct, label);
}

/** Creations over ten connections, and the statements that they cannot do without. */
async function create(server: Server, token: string, direct: pg.Client, label: string): Promise<void> {
  const codes = new Map(consultations.fields.map((one) => [String(one.id), one.code]));
  const valuesOf = (n: number) =>
    Object.fromEntries(
      Object.entries(answersOf(n)).flatMap(([id, value]) =>
        id === '15' || (id === '13' && answersOf(n)[11] !== true)
          ? []
          : [[codes.get(id)!, id === '7' ? department : id === '8' ? null : value]],
      ),
    );
  const amount = 300;
  const inTen = async (work: (n: number) => Promise<void>): Promise<number> => {
    let next = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let n = next++; n < amount; n = next++) await work(n);
      }),
    );
    return amount / ((performance.now() - began) / 1000);
  };
  const http = async (n: number) => {
    const made = await call(server, token, {
      method: 'POST',
      path: '/apps/bench-consultations/records',
      body: { values: valuesOf(n) },
    });
    if (made.status !== 201) throw new Error(`creating: ${made.status} ${JSON.stringify(made.json)}`);
  };
  const pool = new pg.Pool({ connectionString: city.admin.adminUrl, max: 10 });
  const sqlOnly = async (n: number) => {
    const client = await pool.connect();
    const id = randomUUID();
    const answers = answersOf(n);
    try {
      await client.query(`BEGIN; SET LOCAL search_path TO m${municipality}`);
      await client.query(
        `INSERT INTO r_bench_consultations (id, f1, f2, f3, f4, f5, f6, f7, f9, f10, f11, f12, f13, f14, f15)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [
          id,
          ...[1, 2, 3, 4, 5, 6].map((at) => answers[at]),
          department,
          answers[9],
          answers[10],
          answers[11],
          JSON.stringify(answers[12]),
          answers[13],
          JSON.stringify(answers[14]),
          answers[15],
        ],
      );
      await client.query(
        `INSERT INTO r_bench_consultations_t (record_id, class, words, grams)
         SELECT $1, class, words, grams FROM r_bench_consultations_t WHERE record_id = $2`,
        [id, sample],
      );
      await client.query(
        `INSERT INTO record_history (app_id, record_id, revision, actor_kind, diff) VALUES ('bench-consultations', $1, 1, 'staff', $2)`,
        [id, JSON.stringify(answers)],
      );
      await client.query(
        `INSERT INTO audit (zone, actor_kind, act, noun, ids) VALUES ('staff', 'staff', 'app.use!', 'record', ARRAY[$1])`,
        [id],
      );
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
  const { rows } = await direct.query<{ id: string }>(
    'SELECT record_id AS id FROM r_bench_consultations_t LIMIT 1',
  );
  const sample = rows[0]!.id;
  const ratios: number[] = [];
  const rates: [number, number][] = [];
  await inTen(http);
  for (let round = 0; round < 3; round++) {
    const [over, plain] = [await inTen(http), await inTen(sqlOnly)];
    ratios.push(over / plain);
    rates.push([over, plain]);
  }
  await pool.end();
  say({
    name: `${label}: creations over HTTP / the same SQL`,
    value: median(ratios),
    unit: 'ratio',
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target: { at: 'least', value: 0.35 },
    detail: `${median(rates.map((one) => one[0])).toFixed(0)}/s against ${median(rates.map((one) => one[1])).toFixed(0)}/s; row, search row, history and audit in one transaction`,
  });
}
