/** A city with two work apps and files to take in, for tests of imports. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import type { StaffActor } from '#core/policy';
import { type Result, unwrap } from '#kernel/result';
import { createFileStore, type FileStore } from '#platform/files.server';
import { field, keyring, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import { checkImport, startImport } from './act-on-import.server.ts';
import type { ImportView, Mapping } from './model.ts';
import { type ImportDesk, readImport, requestImport } from './request-import.server.ts';
import { type ImportTools, runNextImport } from './run-import.server.ts';

export interface ImportTest {
  studio: Studio;
  files: FileStore;
  tools(more?: Partial<ImportTools>): ImportTools;
  as<T>(actor: StaffActor, work: (desk: ImportDesk) => Promise<T>): Promise<T>;
  /** Uploads, maps by names (with changes), and lets the worker check it. */
  checked(
    actor: StaffActor,
    appId: string,
    csv: string | Uint8Array,
    more?: Partial<Mapping>,
  ): Promise<ImportView>;
  /** The same, and runs it. */
  imported(
    actor: StaffActor,
    appId: string,
    csv: string | Uint8Array,
    more?: Partial<Mapping>,
  ): Promise<ImportView>;
  view(actor: StaffActor, appId: string, id: string): Promise<ImportView>;
  count(appId: string): Promise<number>;
  close(): Promise<void>;
}

/** `limits`: what the house allows for one attachment. */
export async function openImports(limits?: { maxBytes: number }): Promise<ImportTest> {
  const studio = await openStudio();
  const dir = await mkdtemp(path.join(tmpdir(), 'imports-'));
  const files = createFileStore({ dir, limits });
  const { city } = studio;
  const tools = (more: Partial<ImportTools> = {}): ImportTools => ({
    db: city.worker,
    keyring,
    files,
    stopping: () => false,
    ...more,
  });
  const as: ImportTest['as'] = (actor, work) =>
    studio.as(actor, (desk) => work({ ...desk, files: files.of(city.code) }));
  const view = async (actor: StaffActor, appId: string, id: string) =>
    unwrap(await as(actor, (desk) => readImport(desk, appId, id))).view;
  const must = async <T>(work: Promise<Result<T>>): Promise<T> => unwrap(await work);
  const test: ImportTest = {
    studio,
    files,
    tools,
    as,
    view,
    async checked(actor, appId, csv, more = {}) {
      const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv;
      const name = typeof csv === 'string' ? 'list.csv' : 'list.xlsx';
      const { id } = await must(as(actor, (desk) => requestImport(desk, appId, { name, bytes })));
      const { mapping } = await view(actor, appId, id);
      await must(as(actor, (desk) => checkImport(desk, appId, id, { ...mapping, ...more })));
      while (await runNextImport(tools(), city.code));
      return view(actor, appId, id);
    },
    async imported(actor, appId, csv, more) {
      const { id } = await test.checked(actor, appId, csv, more);
      await must(as(actor, (desk) => startImport(desk, appId, id)));
      while (await runNextImport(tools(), city.code));
      return view(actor, appId, id);
    },
    async count(appId) {
      const table = `r_${appId.replaceAll('-', '_')}`;
      const { rows } = await city.staff.tenant(city.code, 'staff', (tx) =>
        sql<{
          n: number;
        }>`SELECT count(*)::integer AS n FROM ${sql.id(table)} WHERE deleted_at IS NULL`.execute(tx),
      );
      return rows[0]!.n;
    },
    async close() {
      await city.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return test;
}

/** Things that were found: a number of its own, a key, choices, a calculated field, a masked one. */
export function lostAndFound(id = 'found'): WorkApp {
  return workApp(
    id,
    [
      field(1, '管理番号', 'text', { required: true }),
      field(2, '品名', 'text', { required: true }),
      field(3, '拾得日', 'date', { options: { allowUnknown: 'none', picker: true } }),
      field(4, '点数', 'number', { options: { decimals: 0, min: 0 } }),
      field(5, '状態', 'choice', {
        options: {
          choices: ['保管中', '返却済'].map((value) => ({ value, label: { ja: value } })),
          display: 'auto',
        },
      }),
      field(6, '返却', 'yes-no'),
      field(7, '担当', 'user'),
      field(8, '二倍', 'formula', { options: { formula: '点数 * 2' } }),
      field(9, '番号', 'auto-number', { options: { pattern: 'H{0000}' } }),
      field(10, '内緒', 'text'),
      field(11, '電話', 'phone', { options: { own: false } }),
    ],
    {
      access: [{ who: [{ everyone: true }], may: ['view', 'add', 'edit', 'import', 'export'] }],
      fieldAccess: [{ fields: ['内緒'], read: [{ who: [{ role: 'decide' }] }] }],
      unique: [['管理番号']],
    } as never,
  );
}
