/** A test city with work apps, and members of staff who change their records. */
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import { insertDefinition, raiseEpoch } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { actorOfLogin, actorsOfStaff } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { applyShape, loadRecord, loadRecords, type RecordApp } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import type { EntryDesk } from './open-app.server.ts';

export const keyring = createKeyring('a secret for tests that is long enough');

export interface Studio {
  city: TestCity;
  /** By login, in their main posts. */
  actor(login: string): Promise<StaffActor>;
  publish(app: WorkApp): Promise<void>;
  /** One act in its own transaction; failures that are returned roll back, as in a request. */
  as<T>(actor: StaffActor, work: (desk: EntryDesk) => Promise<T>, db?: Database): Promise<T>;
  stored(app: WorkApp, id: string): Promise<Answers | null>;
  /** Living ones, by id. */
  storedAll(app: WorkApp, ids: string[]): Promise<Map<string, Answers>>;
}

class RolledBack extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('rolled back');
    this.value = value;
  }
}

/** As publishing would: the definition, and its tables. */
export function publishApp(city: TestCity, app: WorkApp): Promise<void> {
  return city.admin.tenant(city.code, 'owner', async (tx) => {
    const row = { kind: 'app', id: app.id, effectiveFrom: app.effectiveFrom, body: app, pack: 'test' };
    await insertDefinition(tx, row);
    await raiseEpoch(tx);
    unwrap(await applyShape(tx, app as unknown as RecordApp));
  });
}

export async function openStudio(): Promise<Studio> {
  const city = await createTestCity();
  const today = tokyoDate(new Date());
  return {
    city,
    async actor(login) {
      const { id } = await city.staff.tenant(city.code, 'staff', (tx) => actorOfLogin(tx, login, today));
      return (await city.staff.tenant(city.code, 'staff', (tx) => actorsOfStaff(tx, id ?? '')))[0]!;
    },
    publish: (app) => publishApp(city, app),
    async as(actor, work, db = city.staff) {
      try {
        return await db.tenant(city.code, 'staff', async (tx) => {
          const { desk, written } = deskFor(tx, city.code, actor);
          const value = await work(desk);
          await Promise.all(written);
          if ((value as { ok?: boolean } | null)?.ok === false) throw new RolledBack(value);
          return value;
        });
      } catch (thrown) {
        if (thrown instanceof RolledBack) return thrown.value as never;
        throw thrown;
      }
    },
    storedAll: (app, ids) =>
      city.staff.tenant(city.code, 'staff', async (tx) => {
        const records = await loadRecords(tx, app as unknown as RecordApp, ids);
        const living = [...records.values()].filter((one) => one.deletedAt === null);
        return new Map(living.map((one) => [one.id, one.answers]));
      }),
    stored: (app, id) =>
      city.staff.tenant(city.code, 'staff', async (tx) => {
        const record = await loadRecord(tx, app as unknown as RecordApp, id);
        return record === null || record.deletedAt !== null ? null : record.answers;
      }),
  };
}

function deskFor(
  tx: Tx,
  municipality: string,
  actor: StaffActor,
): { desk: EntryDesk; written: Promise<void>[] } {
  const written: Promise<void>[] = [];
  const desk: EntryDesk = {
    tx,
    municipality,
    actor,
    seals: sealsOf({ tx, keyring, municipality }, 'staff'),
    touched: (noun, ids, fieldClasses = [], act = '') =>
      void written.push(
        insertAudit(tx, {
          zone: 'staff',
          actorKind: actor.kind,
          actorId: actor.id,
          postId: actor.postId,
          act,
          noun,
          ids,
          fieldClasses,
          purpose: null,
          requestId: null,
        }),
      ),
  };
  return { desk, written };
}

/** Audit rows of one noun, oldest first. */
export async function auditOf(
  city: TestCity,
  noun: string,
): Promise<{ act: string; ids: string[]; field_classes: string[] }[]> {
  const { rows } = await city.staff.tenant(city.code, 'staff', (tx) =>
    sql<{ act: string; ids: string[]; field_classes: string[] }>`
      SELECT act, ids, field_classes FROM audit WHERE noun = ${noun} ORDER BY id`.execute(tx),
  );
  return rows;
}

/** A work app as a pack writes it. */
export function workApp(
  id: string,
  fields: object[],
  work: Partial<WorkApp['work']>,
  more: object = {},
): WorkApp {
  return {
    kind: 'app',
    id,
    title: { ja: id },
    effectiveFrom: '2026-04-01',
    standardisedSystem: 'own-measure',
    fields,
    form: {
      pages: [
        {
          id: 'all',
          title: { ja: '入力' },
          items: fields.map((one) => ({ field: (one as { code: string }).code })),
        },
      ],
    },
    summary: [],
    ...more,
    work: {
      department: '0301',
      title: [(fields[0] as { code: string }).code],
      access: [],
      fieldAccess: [],
      views: [],
      unique: [],
      ...work,
    },
  } as unknown as WorkApp;
}

export const field = (id: number, code: string, type = 'text', more: object = {}): object => ({
  id,
  code,
  type,
  label: { ja: code },
  options: {},
  ...more,
});
