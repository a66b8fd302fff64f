/** Unknowns of rows as values of their fields. */
import { decimal } from '#kernel/decimal';
import type { FieldType } from '../types.ts';
import { asDay, localDateTime, readValue, type Value } from '../value.ts';
import { type Bound, between, oneOf } from './possible.ts';
import { blankRow } from './row.ts';
import { type Abstract, filled, type Incomplete, Several, UNKNOWN, type Unknown, widest } from './unknown.ts';

/** The unknown as the value of a field of that type. */
export function readUnknown(raw: Unknown, type: FieldType): Abstract {
  if (raw.read?.type !== type) raw.read = { type, as: worked(raw, type) };
  return raw.read.as;
}

/** A multiple choice of which some is known. */
export function readIncomplete({ items, other }: Incomplete, type: FieldType): Abstract {
  if (type !== 'multi') return UNKNOWN;
  const known = items.map((each) => readValue('text', each)).filter((each) => each !== null);
  const further = other === undefined ? filled : oneOf([readValue('text', other)], null);
  return new Several(known, null, true, further, null);
}

function worked({ among, from, to, empty }: Unknown, type: FieldType): Abstract {
  if (type === 'multi') {
    const texts = among?.map((each) => readValue('text', each)).filter((each) => each !== null);
    if (texts?.length === 0) return [];
    return new Several([], null, true, texts === undefined ? filled : oneOf(texts, null), null);
  }
  if (type === 'collection') return new Several([], null, true, blankRow, null);
  if (among !== null) {
    const values = among.map((each) => readValue(type, each));
    return oneOf(empty ? [...values, null] : values, null);
  }
  switch (type) {
    case 'text':
      return empty ? UNKNOWN : filled;
    case 'boolean':
      return empty ? oneOf([true, false, null], null) : oneOf([true, false], null);
    case 'number':
      return within('number', decimal(from), decimal(to));
    case 'date':
      return within('date', asDay(from as Value), asDay(to as Value));
    case 'datetime':
      return within('datetime', moment(from, '00:00:00'), moment(to, '23:59:59'));
  }
  function within(kind: keyof typeof widest, low: Bound | null, high: Bound | null): Abstract {
    // A bound of another kind bounds nothing, and what it bounds reads as empty here.
    const foreign = (from !== null && low === null) || (to !== null && high === null);
    return between(low ?? widest[kind][0], high ?? widest[kind][1], empty || foreign, null);
  }
}

/** A day stands for its first or its last second. */
function moment(raw: unknown, time: string): string | null {
  const local = localDateTime(raw);
  const day = local === null ? asDay(raw as Value) : null;
  return day === null ? local : `${day}T${time}`;
}
