/** Acceptance 4, reading: whatever is asked, the answer is what the oracle makes of the values the person may know. */
import type { WorkApp } from '#core/definitions';
import { type Answers, contracts, type Json } from '#core/fields';
import { type Held, prepareAccess, type StaffActor } from '#core/policy';
import { heldIn } from '#core/protection.server';
import { applyShape, insertRecord, type Shape, shapeOf } from '#core/records.server';
import { unwrap } from '#kernel/result';
import type { Seals } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import { countRecords } from './count-records.server.ts';
import { groupRecords } from './group-records.server.ts';
import { listRecords } from './list-records.server.ts';
import type { AskedList, ListedRecord, ListPage } from './model.ts';
import { type OpenApp, openWith } from './open-app.server.ts';
import { moment, Oracle } from './oracle.testing.ts';
import {
  conditionsKnown,
  type Random,
  type RandomRecord,
  randomApp,
  randomOf,
  randomPerson,
  randomRecord,
  words,
} from './random-app.testing.ts';
import { historyOf, readRecord } from './read-record.server.ts';
import { openToSome, plantMeasures } from './sheltered.testing.ts';

export interface Sizes {
  apps: number;
  records: number;
  people: number;
  questions: number;
}

export interface Ground {
  owner: Database;
  staff: Database;
  municipality: string;
  seals(tx: Tx): Seals;
}

export interface Outcome {
  questions: number;
  /** Person × record pairs, and of these what could be seen, and fields masked in what was seen. */
  pairs: number;
  seen: number;
  masked: number;
  refused: number;
  /** Person × record pairs where the record holds back where somebody is. */
  heldBack: number;
  problems: string[];
}

const codes = [
  '品名',
  '金額',
  '公開',
  '区分',
  '拾得日',
  '届出人',
  '倍額',
  '見出し',
  '備考',
  '生年月日',
  '担当',
  '危険度',
  '時刻',
  '日時',
  '電話',
  '宛先',
];
const numeric = new Set(['金額', '倍額']);

export async function enumerate(ground: Ground, seed: number, sizes: Sizes): Promise<Outcome> {
  await plantMeasures(ground);
  const outcome: Outcome = {
    questions: 0,
    pairs: 0,
    seen: 0,
    masked: 0,
    refused: 0,
    heldBack: 0,
    problems: [],
  };
  for (let index = 0; index < sizes.apps; index++) {
    const random = randomOf(seed * 1000 + index);
    const app = randomApp(random, `random-${seed}-${index}`);
    const records = Array.from({ length: sizes.records }, () => randomRecord(random));
    const shape = await lay(ground, app, records);
    const opened = await openToSome(ground, app.id, records);
    for (let person = 0; person < sizes.people; person++)
      await ground.staff.tenant(ground.municipality, 'staff', async (tx) => {
        const actor = randomPerson(random);
        const sheltering = [{ app, prepared: prepareAccess(app) }];
        const held = (await heldIn(tx, { app: () => null }, sheltering, actor.id)).get(app.id)!;
        const theirs = opened.get(actor.id ?? '') ?? new Set();
        const place = { tx, ground, app, shape, records, held, opened: theirs };
        await new Enumeration(place, actor, random, outcome).run(sizes.questions);
      });
  }
  return outcome;
}

async function lay(ground: Ground, app: WorkApp, records: RandomRecord[]): Promise<Shape> {
  const { owner, staff, municipality } = ground;
  await owner.tenant(municipality, 'owner', async (tx) => unwrap(await applyShape(tx, app as never)));
  return staff.tenant(municipality, 'staff', async (tx) => {
    for (const { id, answers, createdBy } of records)
      await insertRecord(tx, ground.seals(tx), app as never, id, answers, {
        kind: 'staff',
        postId: null,
        staffId: createdBy,
      });
    return shapeOf(tx, app.id);
  });
}

interface Place {
  tx: Tx;
  ground: Ground;
  app: WorkApp;
  shape: Shape;
  records: RandomRecord[];
  held: Held;
  opened: ReadonlySet<string>;
}

class Enumeration {
  private readonly open: OpenApp;
  private readonly oracle: Oracle;
  private readonly seen: Map<string, Answers>;
  private readonly app: WorkApp;
  private readonly records: RandomRecord[];
  private readonly random: Random;
  private readonly outcome: Outcome;

  constructor(place: Place, actor: StaffActor, random: Random, outcome: Outcome) {
    const { tx, ground, app, shape, records, held, opened } = place;
    const desk = { tx, municipality: ground.municipality, actor };
    this.open = openWith(desk, { derived: (_key, make) => make() }, app, 1, shape, moment, [], held);
    this.oracle = new Oracle(app, actor, opened);
    this.app = app;
    this.records = records;
    this.random = random;
    this.outcome = outcome;
    this.seen = new Map(
      records.flatMap((one) => {
        const view = this.oracle.view(one);
        return view === null ? [] : [[one.id, view] as const];
      }),
    );
    outcome.pairs += records.length;
    outcome.seen += this.seen.size;
    outcome.heldBack += records.filter((one) => this.seen.has(one.id) && this.oracle.holdsBack(one)).length;
    for (const [id, view] of this.seen) {
      const whole = records.find((one) => one.id === id)!;
      outcome.masked += Object.keys(this.oracle.rawOf(whole)).length - Object.keys(view).length;
    }
  }

  async run(questions: number): Promise<void> {
    for (let index = 0; index < questions; index++) {
      await this.list();
      await this.group();
    }
    await this.one();
    await this.unknownFields();
  }

  /** A code this person never reads, whatever the record, is unknown to them. */
  private hidden(code: string): boolean {
    return !this.open.fields.some((one) => one.field.code === code);
  }

  private question(): { asked: Omit<AskedList, 'limit'>; expected: [string, Answers][] | 'refused' } {
    const { random } = this;
    const asked: Omit<AskedList, 'limit'> = { columns: this.open.fields.map((one) => one.field.code) };
    let expected: [string, Answers][] | 'refused' = [...this.seen];
    if (random.chance(0.7)) {
      const [text, named] = random.pick(conditionsKnown);
      asked.filter = random.chance(0.3) ? `NOT(${text})` : text;
      const needed = named.some((code) => this.hidden(code));
      expected = needed ? 'refused' : expected.filter(([, view]) => this.oracle.holds(asked.filter!, view));
    }
    if (random.chance(0.4)) {
      asked.search = random.chance(0.3) ? `${random.pick(words)} ${random.pick(words)}` : random.pick(words);
      if (expected !== 'refused')
        expected = expected.filter(([, view]) => this.oracle.finds(asked.search!, view));
    }
    return { asked, expected };
  }

  private async list(): Promise<void> {
    const { asked, expected } = this.question();
    const sort = this.random.chance(0.7)
      ? Array.from({ length: 1 + this.random.below(2) }, () => ({
          field: this.random.pick(codes),
          descending: this.random.chance(0.5),
        }))
      : [];
    asked.sort = sort;
    const refused = expected === 'refused' || sort.some((one) => this.hidden(one.field));
    const limit = 1 + this.random.below(25);
    this.outcome.questions += 1;
    const says = JSON.stringify({ app: this.app.id, asked });
    const pages: ListPage[] = [];
    let after: AskedList['after'];
    for (let more = true; more; ) {
      const page = await listRecords(this.open, { ...asked, limit, after });
      if (!page.ok) {
        if (!refused) this.problem(`${says}: refused ${JSON.stringify(page.error)}`);
        this.outcome.refused += 1;
        return;
      }
      pages.push(page.value);
      after = page.value.next ?? undefined;
      more = page.value.next !== null && pages.length < 200;
    }
    if (refused) return this.problem(`${says}: was answered`);
    const rows = pages.flatMap((one) => one.rows);
    this.sameRows(says, rows, expected as [string, Answers][]);
    this.inOrder(says, rows, sort);
    const last = pages.at(-1)!;
    if (pages.length > 1 && last.previous !== null) {
      const back = unwrap(await listRecords(this.open, { ...asked, limit, before: last.previous }));
      if (JSON.stringify(back.rows) !== JSON.stringify(pages.at(-2)!.rows))
        this.problem(`${says}: other rows going back`);
    }
    const count = unwrap(await countRecords(this.open, asked));
    if (count.count !== expected.length || !count.exact) this.problem(`${says}: counted ${count.count}`);
  }

  private sameRows(says: string, rows: ListedRecord[], expected: [string, Answers][]): void {
    const wanted = new Map(expected);
    if (rows.length !== wanted.size || new Set(rows.map((one) => one.id)).size !== rows.length)
      this.problem(`${says}: ${rows.length} rows, not ${wanted.size}`);
    for (const { id, answers } of rows) {
      const right = wanted.get(id);
      if (right === undefined) this.problem(`${says}: shows ${id}`);
      else if (canonical(answers) !== canonical(right))
        this.problem(`${says}: ${id} shows ${canonical(answers)}, not ${canonical(right)}`);
    }
  }

  /** Of what is shown: a masked value stands where an empty one does, last. */
  private inOrder(says: string, rows: ListedRecord[], sort: { field: string; descending: boolean }[]): void {
    const keys = sort.map(({ field, descending }) => {
      const found = this.oracle.fields.find((one) => one.code === field)!;
      return { id: String(found.id), type: found.type, code: field, descending };
    });
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before === undefined) continue;
      for (const key of keys) {
        const order = compareKeys(
          sortKey(before.answers[key.id], key),
          sortKey(row.answers[key.id], key),
          key,
        );
        if (order > 0) this.problem(`${says}: not in order at ${row.id}`);
        if (order !== 0) break;
      }
    }
  }

  private async group(): Promise<void> {
    const { asked, expected } = this.question();
    const by = this.random.pick([
      '区分',
      '公開',
      '所管',
      '印',
      '品名',
      '拾得日',
      '見出し',
      '金額',
      '電話',
      '宛先',
    ]);
    const month = by === '拾得日';
    const sum = this.random.pick(['金額', '倍額', '危険度']);
    const refused = expected === 'refused' || this.hidden(by) || this.hidden(sum);
    const { columns: _columns, ...chosen } = asked;
    const found = await groupRecords(this.open, {
      ...chosen,
      rows: [{ field: by, by: month ? 'month' : 'value' }],
      measures: [{ by: 'count' }, { by: 'sum', field: sum }],
    });
    this.outcome.questions += 1;
    const says = JSON.stringify({ app: this.app.id, by, sum, chosen });
    if (!found.ok) {
      this.outcome.refused += 1;
      if (!refused) this.problem(`${says}: refused ${JSON.stringify(found.error)}`);
      return;
    }
    if (refused) return this.problem(`${says}: was answered`);
    const idOf = (code: string) => String(this.oracle.fields.find((one) => one.code === code)!.id);
    const summed = this.oracle.fields.find((one) => one.code === sum)!;
    const amountOf = (value: Json | undefined) =>
      value === undefined || value === null ? 0 : Number(contracts[summed.type].toFormula(value, summed));
    const wanted = new Map<string, { count: number; sum: number }>();
    for (const [, view] of expected as [string, Answers][]) {
      const value = view[idOf(by)] ?? null;
      const values = Array.isArray(value)
        ? value
        : [month && value !== null ? `${String(value).slice(0, 8)}01` : value];
      for (const each of values) {
        const known = wanted.get(JSON.stringify(each)) ?? { count: 0, sum: 0 };
        wanted.set(JSON.stringify(each), {
          count: known.count + 1,
          sum: known.sum + amountOf(view[idOf(sum)]),
        });
      }
    }
    const got = found.value.groups.map(
      (one) => [JSON.stringify(one.keys[0]), one.values.map(Number)] as const,
    );
    const right = [...wanted].map(([key, one]) => [key, [one.count, one.sum]] as const);
    const order = (all: readonly (readonly [string, readonly number[]])[]) => JSON.stringify([...all].sort());
    if (order(got) !== order(right)) this.problem(`${says}: ${order(got)}, not ${order(right)}`);
  }

  private async one(): Promise<void> {
    for (const record of this.records.slice(0, 8)) {
      const right = this.seen.get(record.id);
      const read = await readRecord(this.open, record.id);
      const history = await historyOf(this.open, record.id);
      if (read.ok !== (right !== undefined) || history.ok !== read.ok)
        this.problem(`${this.app.id}: reading ${record.id}`);
      if (!read.ok || right === undefined || !history.ok) continue;
      if (canonical(read.value.answers) !== canonical(right))
        this.problem(`${this.app.id}: ${record.id} read as ${canonical(read.value.answers)}`);
      const known = new Set(
        this.oracle.fields.filter((one) => this.oracle.reads(one.code, record)).map((one) => String(one.id)),
      );
      for (const path of history.value.flatMap((one) => Object.keys(one.diff)))
        if (!known.has(path.split('/')[0]!) || path.startsWith('15'))
          this.problem(`${this.app.id}: history of ${record.id} tells ${path}`);
    }
  }

  /** What is refused because it may not be read is refused as what does not exist. */
  private async unknownFields(): Promise<void> {
    for (const code of [...codes, '口座番号']) {
      if (!this.hidden(code)) continue;
      for (const make of [
        (name: string) => listRecords(this.open, { columns: [name], limit: 5 }),
        (name: string) => listRecords(this.open, { sort: [{ field: name }], columns: [], limit: 5 }),
        (name: string) => listRecords(this.open, { filter: `ISBLANK(${name})`, columns: [], limit: 5 }),
        (name: string) => groupRecords(this.open, { rows: [{ field: name }] }),
        (name: string) => groupRecords(this.open, { rows: [], measures: [{ by: 'max', field: name }] }),
      ]) {
        const invented = '存在しない項目';
        const [a, b] = [await make(code), await make(invented)];
        this.outcome.questions += 1;
        // What resembles a name is looked for among what this person may read.
        const told = (one: typeof a, name: string) =>
          JSON.stringify(one)
            .replaceAll(name, '')
            .replace(/「[^」]*」のことですか？/g, '');
        if (a.ok || b.ok || told(a, code) !== told(b, invented))
          this.problem(
            `${this.app.id}: ${code} is told from what does not exist: ${JSON.stringify(a)} ${JSON.stringify(b)}`,
          );
      }
    }
  }

  private problem(text: string): void {
    if (this.outcome.problems.length < 20) this.outcome.problems.push(text);
  }
}

/** Lines by key; fields in one order. */
function canonical(value: Json | Answers): string {
  const sorted = (one: Json): Json => {
    if (Array.isArray(one)) return one.map(sorted);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, sorted(each)]),
    );
  };
  return JSON.stringify(sorted(value as Json));
}

type Key = string | number | null;

function sortKey(value: Json | undefined, { code, type }: { code: string; type: string }): Key {
  if (value === undefined || value === null) return null;
  if (numeric.has(code)) return Number(value);
  if (type === 'yes-no') return value === true ? 1 : 0;
  if (type === 'person-name') {
    const { family, given } = value as { family: string; given: string };
    return `${family} ${given}`;
  }
  return String(value);
}

const collator = new Intl.Collator('ja');

function compareKeys(a: Key, b: Key, { type, descending }: { type: string; descending: boolean }): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const byText = !['date', 'user'].includes(type) && typeof a === 'string';
  const order = byText ? collator.compare(a, String(b)) : a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
