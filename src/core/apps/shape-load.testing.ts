/** Test helper: people who write and read records of one app all the time, each remembering what they were told is kept. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { insertRecord, loadRecord, reviseRecord } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';

const keyring = createKeyring('a secret for tests that is long enough');
const writer = { kind: 'staff', postId: null };

export interface Load {
  /** By record id and field code: what was acknowledged last. */
  kept: Map<string, Map<string, string>>;
  errors: string[];
  writes: number;
  reads: number;
  /** The longest that one of them waited, in milliseconds. */
  slowest: number;
  stop(): Promise<void>;
}

/** `clients` that each own some records; half of what they do is writing. Values are whole numbers, which every plain type takes. */
export function startLoad(
  db: Database,
  municipality: string,
  appId: string,
  clients: number,
  codes: readonly string[],
  { pauseMs = 0, each = 40 }: { pauseMs?: number; each?: number } = {},
): Load {
  let stopped = false;
  const load: Load = {
    kept: new Map(),
    errors: [],
    writes: 0,
    reads: 0,
    slowest: 0,
    async stop() {
      stopped = true;
      await all;
    },
  };
  const step = async (own: string[], turn: number): Promise<void> => {
    await db
      .tenant(municipality, 'staff', async (tx) => {
        const app = (await definitionsOf(tx, municipality)).app(appId, { on: '2099-01-01' })!.body;
        const seals = sealsOf({ tx, keyring, municipality }, 'staff');
        const there = codes.filter((code) => app.fields.some((field) => field.code === code));
        const id = own[turn % Math.max(own.length, 1)];
        if (id === undefined || (turn % 4 === 0 && own.length < each)) {
          const fresh = randomUUID();
          const values = Object.fromEntries(there.map((code) => [code, String(turn)]));
          await insertRecord(tx, seals, app, fresh, byId(app, values), writer);
          return () => {
            own.push(fresh);
            remember(load, fresh, values);
          };
        }
        const record = (await loadRecord(tx, app, id))!;
        if (turn % 2 === 0) return () => check(load, app, id, record.answers);
        const code = there[turn % there.length]!;
        const values = { [code]: String(turn) };
        unwrap(await reviseRecord(tx, seals, app, id, record.revision, byId(app, values), writer));
        return () => remember(load, id, values);
      })
      .then((acknowledged) => acknowledged());
  };
  const client = async (seat: number) => {
    const own: string[] = [];
    for (let turn = seat * 1_000; !stopped; turn += 1) {
      const begun = performance.now();
      await step(own, turn).catch((error) => load.errors.push(String(error?.code ?? error)));
      load.slowest = Math.max(load.slowest, performance.now() - begun);
      if (pauseMs > 0) await pause(pauseMs);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, seat) => client(seat)));
  return load;
}

const byId = (app: App, values: Record<string, string>): Answers =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [
      String(app.fields.find((field) => field.code === code)!.id),
      value,
    ]),
  );

function remember(load: Load, id: string, values: Record<string, string>): void {
  const known = load.kept.get(id) ?? new Map<string, string>();
  load.kept.set(id, known);
  for (const [code, value] of Object.entries(values)) known.set(code, value);
  load.writes += 1;
}

/** What was acknowledged is what is read, for the fields that the app of now has. */
export function check(load: Load, app: App, id: string, answers: Answers | undefined): void {
  load.reads += 1;
  for (const [code, value] of load.kept.get(id) ?? []) {
    const field = app.fields.find((one) => one.code === code);
    if (field === undefined) continue;
    const read = answers?.[String(field.id)] ?? null;
    // While values are on their way, a version of before has them in the field of before.
    if (String(read) !== value) load.errors.push(`${code} of ${id}: ${String(read)} instead of ${value}`);
  }
}
