/**
 * Acceptance 8 of issue 4: importing a file against the same SQL, and memory that does not grow with the file.
 * `npm run proof -- import [rows]`, without rows 1 000 000; by hand `node bench/import.ts 20000`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { appendFile, open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import { type Answers, completeFields, type Json, printAnswer } from '#core/fields';
import { pieceBytes } from '#core/imports';
import {
  beginUpload,
  checkImport,
  finishUpload,
  type ImportDesk,
  readImport,
  receivePiece,
  runNextImport,
  startImport,
} from '#core/imports.server';
import { actorOfLogin, actorsOfStaff } from '#core/people.server';
import type { Shape } from '#core/records.server';
import { wantedIndexes } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { createDatabase, type Database } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { urlForZone } from '../src/app/database-url.server.ts';
import { municipality, startCity } from './support/city.ts';
import { type Figure, finish, median, sayFigure } from './support/figures.ts';
import { writeProof } from './support/proof-page.ts';
import { buildIndexes, fill, publish } from './support/work-app-fill.sql.ts';
import { answersOf, consultations, departments } from './support/work-app-rows.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const round = Math.min(rows, 20_000);
const figures: Figure[] = [];
const say = (figure: Figure) => {
  figures.push(figure);
  console.log(sayFigure(figure));
};
const everyone = [{ everyone: true as const }];
const appOf = (id: string) =>
  ({
    ...consultations,
    id,
    work: {
      ...consultations.work,
      access: [{ who: everyone, may: ['view', 'add', 'edit', 'import'] }],
      fieldAccess: [],
    },
  }) as unknown as WorkApp;
const [imported, plain] = [appOf('bench-imported'), appOf('bench-plain')];
const fields = completeFields(imported.fields).filter((one) => one.type !== 'formula' && one.type !== 'user');
/** Nobody's id stands in a file; the department is one that is there. */
const answers = (n: number): Answers => {
  const { 8: _user, ...rest } = answersOf(n);
  return { ...rest, 7: departments[0]! };
};

const city = await startCity();
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-import-'));
const worker = createDatabase({
  url: urlForZone(city.admin.adminUrl, 'worker', city.admin.secret),
  onError: () => undefined,
});
try {
  const owner = <T>(work: Parameters<Database['tenant']>[2]) =>
    city.admin.db.tenant(municipality, 'owner', work) as Promise<T>;
  const shapes: Shape[] = [];
  for (const app of [imported, plain]) {
    const shape = await owner<Shape>((tx) => publish(tx, app));
    await owner((tx) => buildIndexes(tx, shape, wantedIndexes(app, shape)));
    shapes.push(shape);
  }
  const files = createFileStore({ dir: folder });
  const keyring = createKeyring('a secret for this measurement only');
  const staff = <T>(work: (desk: ImportDesk) => Promise<T>): Promise<T> =>
    worker.tenant(municipality, 'staff', async (tx) => {
      const { id } = await actorOfLogin(tx, 'gakuji-shuji', tokyoDate(new Date()));
      const actor = (await actorsOfStaff(tx, id!))[0]!;
      const seals = sealsOf({ tx, keyring, municipality }, 'staff');
      return work({
        tx,
        municipality,
        actor,
        seals,
        touched: () => undefined,
        files: files.of(municipality),
      });
    });

  /** In pieces, as the page sends it. */
  const sent = async (name: string): Promise<string> => {
    const about = { name: 'a.csv', bytes: statSync(name).size, changedAt: 1 };
    const { upload } = unwrap(await staff((desk) => beginUpload(desk, imported.id, about)));
    const file = await open(name);
    for (let position = 0; position * pieceBytes < about.bytes; position++) {
      const bytes = Buffer.alloc(Math.min(pieceBytes, about.bytes - position * pieceBytes));
      await file.read(bytes, 0, bytes.length, position * pieceBytes);
      unwrap(await staff((desk) => receivePiece(desk, imported.id, upload, { position, bytes })));
    }
    await file.close();
    return unwrap(await staff((desk) => finishUpload(desk, imported.id, upload))).id;
  };
  const importing = async (from: number, count: number): Promise<{ ms: number; peak: number }> => {
    const file = await fileOf(from, count);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 100);
    const id = await sent(file);
    const { view } = unwrap(await staff((desk) => readImport(desk, imported.id, id)));
    unwrap(await staff((desk) => checkImport(desk, imported.id, id, { ...view.mapping, key: null })));
    const tools = { db: worker, keyring, files, stopping: () => false };
    while (await runNextImport(tools, municipality));
    unwrap(await staff((desk) => startImport(desk, imported.id, id)));
    const began = performance.now();
    while (await runNextImport(tools, municipality));
    const ms = performance.now() - began;
    clearInterval(watch);
    const done = unwrap(await staff((desk) => readImport(desk, imported.id, id))).view;
    if (done.added !== count)
      throw new Error(`${done.added} of ${count} rows came in, ${done.wrong} were wrong`);
    return { ms, peak };
  };
  const sqlOnly = async (from: number, count: number): Promise<number> => {
    let ms = 0;
    for (let at = from; at < from + count; at += 500) {
      const batch = Array.from({ length: Math.min(500, from + count - at) }, (_one, index) => ({
        id: randomUUID(),
        answers: answers(at + index),
      }));
      const began = performance.now();
      await owner(async (tx) => {
        await fill(tx, plain, shapes[1]!, batch);
        await sql`
          INSERT INTO record_history (app_id, record_id, revision, actor_kind, diff)
          SELECT ${plain.id}, h.id, 1, 'staff', h.diff FROM unnest(${batch.map((one) => one.id)}::uuid[],
            ${batch.map((one) => JSON.stringify(one.answers))}::jsonb[]) AS h (id, diff)`.execute(tx);
      });
      ms += performance.now() - began;
    }
    return ms;
  };

  await importing(0, Math.min(round, 2000));
  await sqlOnly(0, Math.min(round, 2000));
  const ratios: number[] = [];
  const rates: [number, number][] = [];
  let small = 1;
  for (let turn = 0; turn < 3; turn++) {
    const from = 10_000 + turn * round;
    const direct = await sqlOnly(from, round);
    const { ms, peak } = await importing(from, round);
    small = Math.max(small, peak);
    ratios.push(direct / ms);
    rates.push([(round / ms) * 1000, (round / direct) * 1000]);
  }
  say({
    name: `${round.toLocaleString('en')} rows: import / the same SQL`,
    value: median(ratios),
    unit: 'ratio',
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target: { at: 'least', value: 0.5 },
    detail: `${median(rates.map((one) => one[0])).toFixed(0)} rows/s against ${median(rates.map((one) => one[1])).toFixed(0)} rows/s; records, search rows and history; the import also reads the file, checks, and writes the audit`,
  });
  if (rows > round) {
    const { ms, peak } = await importing(1_000_000, rows);
    say({
      name: `memory at ${rows.toLocaleString('en')} rows / at ${round.toLocaleString('en')} rows`,
      value: peak / small,
      unit: 'ratio',
      target: { at: 'most', value: 1.8 },
      detail: `${(peak / 1e6).toFixed(0)} MB at most, of the whole process, from the first piece of the upload to the last row; ${((rows / ms) * 1000).toFixed(0)} rows/s, ${(ms / 60_000).toFixed(1)} min`,
    });
  }
} finally {
  await worker.close();
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

const outcome = {
  bench: 'import',
  figures,
  method: [
    '15 fields of mixed types, indexes as derived from the definition, embedded PostgreSQL, batches of 500 rows in a transaction each',
    'the same SQL: multi-row INSERT of the same rows, their search rows and their history, over one connection; the values are at hand, search terms are made in the same time',
  ],
  shares: [],
};
finish(outcome);
writeProof('Importing a file', 'what was promised stands in issue 4, acceptance 8.', outcome);

async function fileOf(from: number, count: number): Promise<string> {
  const name = path.join(folder, 'a.csv');
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await writeFile(name, `${fields.map((one) => cell(one.label.ja)).join(',')}\n`);
  for (let at = from; at < from + count; at += 1000) {
    const lines = Array.from({ length: Math.min(1000, from + count - at) }, (_one, index) => {
      const own = answers(at + index);
      const text = (id: number, value: Json | undefined) => {
        const field = fields.find((one) => one.id === id)!;
        if (value === null || value === undefined) return '';
        return field.type === 'department' || field.type === 'money'
          ? String(value)
          : printAnswer(field, value, 'ja');
      };
      return fields.map((one) => cell(text(one.id, own[one.id]).replace(/（.*）$/, ''))).join(',');
    });
    await appendFile(name, `${lines.join('\n')}\n`);
  }
  return name;
}
