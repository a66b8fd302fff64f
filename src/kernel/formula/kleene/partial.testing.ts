/** Answers of which some are hidden, and every way they may turn out: for the tests of what formulas make of the unknown. */
import { isDecimal } from '#kernel/decimal';
import type { Answers, Output, ScopeField } from '../index.ts';
import { dates, moments, numbers, tags, texts } from '../sql/agreement-values.testing.ts';
import { fieldType } from '../types.ts';
import { output, readValue, type Value } from '../value.ts';
import { isUnknown, type KleeneAnswers, UNKNOWN, type Unknown, unknown } from './index.ts';
import { type Bound, orderOf } from './possible.ts';

/** A whole number below `count`, the same for the same hole. */
export type Choose = (key: string, count: number) => number;

/** A place that is hidden, as the trace names it. */
interface Hole {
  key: string;
  /** How many values it may have; Infinity where only some of them can be tried. */
  ways: number;
}

export interface Hidden {
  holes: readonly Hole[];
  /** The answers with these holes filled. */
  reveal(which: (key: string) => boolean, choose: Choose): KleeneAnswers;
}

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Chooses by chance, for each hole always the same. */
export function chooser(seed: number): Choose {
  return (key, count) => {
    let hash = seed;
    for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
    return Math.floor(random(hash)() * count);
  };
}

/** Every way to fill the holes; null where they are not few. */
export function* everyWay(holes: readonly Hole[], most: number): Generator<Choose> {
  const total = holes.reduce((all, hole) => all * hole.ways, 1);
  if (total > most) return;
  for (let n = 0; n < total; n++) {
    const digits = new Map<string, number>();
    let rest = n;
    for (const { key, ways } of holes) {
      digits.set(key, rest % ways);
      rest = Math.floor(rest / ways);
    }
    yield (key) => digits.get(key) ?? 0;
  }
}

const pools: Record<string, readonly unknown[]> = {
  text: ['', ...texts.filter((text) => text.length < 100)],
  number: [null, ...numbers],
  boolean: [true, false, null],
  date: ['', ...dates],
  datetime: ['', ...moments],
};
const pool = (field: ScopeField): readonly unknown[] =>
  field.options ?? (pools[fieldType(field.type)] as readonly unknown[]);

type Fill = {
  shown: unknown;
  fill: (choose: Choose, which: (key: string) => boolean) => unknown;
  holes: Hole[];
};

/** Hides some of the answers: as unknown, as one of a few, as a range; lists wholly or in part. */
export function hide(
  fields: readonly ScopeField[],
  answers: Answers,
  chance: () => number,
  share = 0.4,
): Hidden {
  const row = hideRow(fields, answers, chance, share, '');
  return { holes: row.holes, reveal: (which, choose) => row.fill(choose, which) as KleeneAnswers };
}

function hideRow(
  fields: readonly ScopeField[],
  answers: Answers,
  chance: () => number,
  share: number,
  at: string,
): Fill {
  const cells = fields.map((field): [string, Fill] => {
    const raw = answers[field.id];
    const type = fieldType(field.type);
    const key = `${at}\n${field.id}`;
    if (type === 'collection') return [field.id, hideItems(field, raw, chance, share, at)];
    const hidden =
      chance() < share
        ? type === 'multi'
          ? hideChoices(raw, chance, key)
          : hideValue(field, raw, chance, key)
        : undefined;
    return [field.id, hidden ?? { shown: raw, fill: () => raw, holes: [] }];
  });
  return {
    shown: null,
    fill: (choose, which) => Object.fromEntries(cells.map(([id, cell]) => [id, cell.fill(choose, which)])),
    holes: cells.flatMap(([, cell]) => cell.holes),
  };
}

const pick = <T>(from: readonly T[], chance: () => number): T =>
  from[Math.floor(chance() * from.length)] as T;

function hole(shown: unknown, key: string, ways: readonly unknown[], finite: boolean): Fill {
  return {
    shown,
    fill: (choose, which) => (which(key) ? ways[choose(key, ways.length)] : shown),
    holes: [{ key, ways: finite ? ways.length : Number.POSITIVE_INFINITY }],
  };
}

function hideValue(field: ScopeField, raw: unknown, chance: () => number, key: string): Fill {
  const type = fieldType(field.type);
  const way = chance();
  const values = pool(field);
  if (type === 'boolean')
    return hole(
      way < 0.5 ? UNKNOWN : unknown({ empty: false }),
      key,
      way < 0.5 ? values : [true, false],
      true,
    );
  if (way < 0.4) return hole(UNKNOWN, key, values, false);
  if (way < 0.5)
    return hole(
      unknown({ empty: false }),
      key,
      values.filter((each) => readValue(type, each) !== null),
      false,
    );
  if (way < 0.75 || type === 'text') {
    const empty = chance() < 0.3 ? [null] : [];
    const among = [raw, pick(values, chance), pick(values, chance), ...empty].slice(chance() < 0.5 ? 0 : 1);
    return hole(unknown({ among }), key, among, true);
  }
  const ends = [pick(values, chance), pick(values, chance)]
    .filter((each) => readValue(type, each) !== null)
    .sort((a, b) => orderOf(readValue(type, a) as string, readValue(type, b) as string));
  const [from, to] = ends;
  if (from === undefined || to === undefined) return hole(UNKNOWN, key, values, false);
  const empty = chance() < 0.3;
  const within = values.filter((each) => {
    const value = readValue(type, each) as string | null;
    if (value === null) return empty;
    return (
      orderOf(value, readValue(type, from) as string) >= 0 &&
      orderOf(value, readValue(type, to) as string) <= 0
    );
  });
  return hole(unknown({ from, to, empty }), key, within, false);
}

function inserted(
  known: readonly unknown[],
  more: readonly unknown[],
  choose: Choose,
  key: string,
): unknown[] {
  const all = [...known];
  for (const [index, each] of more.entries()) all.splice(choose(`${key}@${index}`, all.length + 1), 0, each);
  return all;
}

function hideChoices(raw: unknown, chance: () => number, key: string): Fill {
  const known = Array.isArray(raw) ? raw.filter(() => chance() < 0.5) : [];
  const among = chance() < 0.4 ? [pick(tags, chance), pick(tags, chance)] : undefined;
  const shown =
    among !== undefined
      ? unknown({ among })
      : known.length === 0 && chance() < 0.5
        ? UNKNOWN
        : { items: known, complete: false as const };
  const from = among ?? tags;
  const kept = among === undefined ? known : [];
  return {
    shown,
    fill: (choose, which) => {
      if (!which(key)) return shown;
      const more = Array.from(
        { length: choose(`${key}#`, 3) },
        (_, n) => from[choose(`${key}#${n}`, from.length)],
      );
      return inserted(kept, more, choose, key);
    },
    holes: [{ key, ways: Number.POSITIVE_INFINITY }],
  };
}

function hideItems(field: ScopeField, raw: unknown, chance: () => number, share: number, at: string): Fill {
  const key = `${at}\n${field.id}`;
  const fields = [...(field.item?.byId.values() ?? [])];
  const all = (Array.isArray(raw) ? raw : []).map((line) => (line.values ?? line) as Answers);
  const way = chance();
  const inner = at === '' ? '' : `${at}/`;
  const further = (choose: Choose): unknown[] =>
    Array.from({ length: choose(`${key}#`, 3) }, (_, n) => randomRow(fields, `${key}#${n}`, choose));
  const closed = way > share;
  const items = (way < share / 3 ? [] : closed ? all : all.filter(() => chance() < 0.6)).map((line, index) =>
    hideRow(fields, line, chance, share / 2, `${inner}${field.id}/${index}`),
  );
  const own: Hole[] = closed ? [] : [{ key, ways: Number.POSITIVE_INFINITY }];
  return {
    shown: null,
    fill: (choose, which) => {
      const known = items.map((item) => item.fill(choose, which));
      if (closed) return known;
      if (which(key)) return inserted(known, further(choose), choose, key);
      return way < share / 3 ? UNKNOWN : { items: known, complete: false };
    },
    holes: [...own, ...items.flatMap((item) => item.holes)],
  };
}

function randomRow(fields: readonly ScopeField[], key: string, choose: Choose): Answers {
  const cells = fields.map((field): [string, unknown] => {
    const own = `${key}.${field.id}`;
    const type = fieldType(field.type);
    if (type === 'multi') return [field.id, tags.slice(choose(own, tags.length))];
    if (type !== 'collection') return [field.id, pool(field)[choose(own, pool(field).length)]];
    const inner = [...(field.item?.byId.values() ?? [])];
    return [
      field.id,
      Array.from({ length: choose(own, 3) }, (_, n) => randomRow(inner, `${own}#${n}`, choose)),
    ];
  });
  return Object.fromEntries(cells);
}

/** Whether what was said of a result holds for the value it turned out to have. */
export function admits(said: Output | Unknown, value: Output): boolean {
  if (!isUnknown(said)) return JSON.stringify(said) === JSON.stringify(value);
  if (value === null) return said.empty;
  if (said.among !== null) return said.among.some((each) => output(each as Value) === value);
  if (said.from === null || said.to === null) return true;
  const number = isDecimal(said.from);
  const found = number ? readValue('number', value) : value;
  if (number !== isDecimal(found) || typeof value !== 'string') return false;
  const within = found as Bound;
  return orderOf(said.from as Bound, within) <= 0 && orderOf(within, said.to as Bound) <= 0;
}
