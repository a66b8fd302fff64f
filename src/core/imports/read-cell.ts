/** One cell as a value of its field: the field's own reader, given what its controls would have been given. Pure. */
import { contracts, type Field, type FieldContext, type Json, type Typed } from '#core/fields';
import type { Issue } from '#kernel/errors';
import { yesNoOf } from './yes-no-words.ts';

export interface ReadCell {
  value: Json;
  issues: Issue[];
}

/** Ids of people, offices and records by the words that stand in the file; a text says why there is none. */
export type Named = (field: Field, text: string) => { id: string } | { reason: string };

interface Choice {
  value: string;
  label: { ja: string };
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const several = (text: string): string[] =>
  text.split(/[、,，;；\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

/** `parts`: other columns of the same field, e.g. the reading of a name. */
export function readCell(
  field: Field,
  cell: string,
  parts: Readonly<Record<string, string>>,
  context: FieldContext,
  named: Named,
): ReadCell {
  const name = `f${field.id}`;
  const wrong = (message: string): ReadCell => ({ value: null, issues: [{ path: name, message }] });
  const typed = typedOf(field, name, cell, parts, named);
  if ('reason' in typed) return wrong(typed.reason);
  try {
    const parsed = contracts[field.type].parse(typed.typed, name, field, context);
    const found =
      parsed.issues.length > 0 || parsed.value === null
        ? parsed.issues
        : contracts[field.type].validate(parsed.value, field, context);
    if (found.length > 0) return wrong(found[0]!.message);
    if (parsed.value === null) return wrong('この項目の値として読めません。');
    return { value: parsed.value, issues: [] };
  } catch {
    return wrong('この項目の値として読めません。');
  }
}

type TypedCell = { typed: Typed } | { reason: string };

function typedOf(
  field: Field,
  name: string,
  cell: string,
  parts: Readonly<Record<string, string>>,
  named: Named,
): TypedCell {
  const one = (text: string): TypedCell => ({ typed: { [name]: [text] } });
  switch (field.type) {
    case 'yes-no':
      return yesNo(field, name, cell);
    case 'choice':
    case 'score-choice':
      return one(choiceIn(field, cell) ?? cell);
    case 'multiple-choice':
      return { typed: { [name]: several(cell).map((part) => choiceIn(field, part) ?? part) } };
    case 'user':
    case 'department':
    case 'group':
    case 'reference':
      return pointers(field, name, cell, named);
    case 'person-name':
      return { typed: personName(name, cell, parts.kana ?? '') };
    case 'address':
      return { typed: address(name, cell, String(field.options.homePrefecture ?? '')) };
    case 'map-point':
      return { typed: { [`${name}.lat`]: [cell.replace(/^北緯([\d.]+)度、東経([\d.]+)度$/, '$1, $2')] } };
    default:
      return one(cell);
  }
}

/** Values and labels, both: people write either. */
function choiceIn(field: Field, text: string): string | undefined {
  const choices = (field.options.choices ?? []) as Choice[];
  const wanted = plain(text);
  const found =
    choices.find((one) => plain(one.label.ja) === wanted) ??
    choices.find((one) => plain(one.value) === wanted);
  return found?.value;
}

function yesNo(field: Field, name: string, cell: string): TypedCell {
  const { yes, no } = field.options as { yes?: { ja: string }; no?: { ja: string } };
  const text = plain(cell);
  const own =
    yes !== undefined && text === plain(yes.ja)
      ? true
      : no !== undefined && text === plain(no.ja)
        ? false
        : null;
  const value = own ?? yesNoOf(cell);
  if (value === null)
    return { reason: `「${yes?.ja ?? 'はい'}」か「${no?.ja ?? 'いいえ'}」で書いてください。` };
  return { typed: { [name]: [value ? 'yes' : 'no'] } };
}

function pointers(field: Field, name: string, cell: string, named: Named): TypedCell {
  const texts = field.options.multiple === true ? several(cell) : [cell.trim()];
  const ids: string[] = [];
  for (const text of texts) {
    const found = named(field, text);
    if ('reason' in found) return found;
    ids.push(found.id);
  }
  return { typed: { [name]: ids } };
}

/** 「髙橋 美咲」; without a blank it is a name of one part. */
function personName(name: string, cell: string, kana: string): Typed {
  const split = (text: string): [string, string] => {
    const found = /^(\S+)\s+(.+)$/u.exec(text.trim());
    return found === null ? [text.trim(), ''] : [found[1]!, found[2]!];
  };
  const [family, given] = split(cell);
  const [kanaFamily, kanaGiven] = split(kana);
  return {
    [`${name}.family`]: [family],
    [`${name}.given`]: [given],
    ...(given === '' ? { [`${name}.one`]: ['yes'] } : {}),
    ...(kana.trim() === ''
      ? {}
      : { [`${name}.kana.family`]: [kanaFamily], [`${name}.kana.given`]: [kanaGiven] }),
  };
}

/** 〒803-0801 福岡県北九州市小倉北区西港町1-2-3: into the boxes that the form has. */
function address(name: string, cell: string, home: string): Typed {
  const post = /^〒?\s*(\d{3}-?\d{4})\s*/.exec(cell.normalize('NFKC'));
  const rest = post === null ? cell.trim() : cell.normalize('NFKC').slice(post[0].length);
  const prefecture = /^(?:東京都|北海道|(?:京都|大阪)府|[^\s市区町村]{2,3}県)/.exec(rest)?.[0] ?? '';
  const inside = rest.slice(prefecture.length).trim();
  const city = /^(?:.+?市.{1,4}区|.+?市|.{1,4}区|.+?郡.+?[町村]|.+?[町村])/.exec(inside)?.[0] ?? '';
  const street = inside.slice(city.length).trim();
  const at = street.search(/[\d０-９]/);
  const put = (part: string, text: string): Typed =>
    text.trim() === '' ? {} : { [`${name}.${part}`]: [text.trim()] };
  return {
    ...put('postCode', post?.[1] ?? ''),
    ...put('prefecture', prefecture === '' ? home : prefecture),
    ...put('city', city),
    ...put('town', at < 0 ? street : street.slice(0, at)),
    ...put('block', at < 0 ? '' : street.slice(at)),
  };
}
