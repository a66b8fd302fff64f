/** The text of one pasted cell as a value of its field: by the field's own reader, with choices and people by their names. */
import {
  type Choice,
  contracts,
  type Field,
  type FieldContext,
  type Json,
  type NamedChoice,
} from '#core/fields';
import { pagePorts } from '#core/relations.server';
import type { RecordDesk } from '#core/views.server';
import { normaliseForSearch } from '#kernel/text';
import { type ReadCell, readCell } from './cell-value.ts';
import { editKindOf } from './columns.ts';

type ReadPasted = (field: Field, text: string) => Promise<ReadCell>;

/** Names are looked up once, however often they stand in the block. */
export function pastedReader(desk: RecordDesk, fields: readonly Field[], context: FieldContext): ReadPasted {
  const ports = pagePorts(desk, fields);
  const known = new Map<string, Promise<NamedChoice[]>>();
  const named = (field: Field, name: string): Promise<NamedChoice[]> => {
    const key = `${field.id} ${name}`;
    const found =
      known.get(key) ??
      ports
        .find(field, name)
        .then(({ entries }) => entries.filter((one) => one.value === name || isNamed(one, name)));
    known.set(key, found);
    return found;
  };
  return async (field, text) => {
    const typed = text.trim();
    if (typed === '') return { value: null, wrong: null };
    if (contracts[field.type].pointsTo !== undefined)
      return pointed(field, partsOf(field, typed), named, context);
    const chosen = chosenIn(field, typed);
    if (chosen !== null) return readCell(field, { [`f${field.id}`]: chosen }, context);
    if (editKindOf(field) === 'text' || field.type === 'long-text')
      return readCell(field, { [`f${field.id}`]: [text] }, context);
    return { value: null, wrong: 'この項目には貼り付けられません。レコードの画面で変更してください。' };
  };
}

/** Values of a field with choices, said by their words; null when it has none. */
function chosenIn(field: Field, text: string): string[] | null {
  if (field.type === 'yes-no') {
    const { yes, no } = field.options as { yes?: { ja: string }; no?: { ja: string } };
    const said = (own: string | undefined, words: string[]) =>
      [own, ...words].some((word) => word !== undefined && alike(word, text));
    if (said(yes?.ja, ['はい', 'yes', 'true', '○', '1'])) return ['yes'];
    return said(no?.ja, ['いいえ', 'no', 'false', '×', '0']) ? ['no'] : [text];
  }
  const { choices } = field.options as { choices?: Choice[] };
  if (choices === undefined) return null;
  const meant = (word: string) =>
    choices.find((one) => one.value === word || alike(one.label.ja, word))?.value ?? word;
  return field.type === 'multiple-choice' ? split(text).map(meant) : [meant(text)];
}

const split = (text: string): string[] =>
  text
    .split(/[、,，;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const partsOf = (field: Field, text: string): string[] =>
  (field.options as { multiple?: boolean }).multiple === true ? split(text) : [text];

const alike = (a: string, b: string): boolean => normaliseForSearch(a) === normaliseForSearch(b);

/** As lists print them, with or without what tells namesakes apart. */
function isNamed({ label, detail }: NamedChoice, name: string): boolean {
  const plain = (text: string) => normaliseForSearch(text).replaceAll(' ', '');
  return (
    plain(label) === plain(name) || (detail !== undefined && plain(`${label}（${detail}）`) === plain(name))
  );
}

async function pointed(
  field: Field,
  names: string[],
  named: (field: Field, name: string) => Promise<NamedChoice[]>,
  context: FieldContext,
): Promise<ReadCell> {
  const ids: string[] = [];
  for (const name of names) {
    const found = await named(field, name);
    if (found.length === 0) return { value: null as Json, wrong: `「${name}」は見つかりません。` };
    if (found.length > 1)
      return {
        value: null as Json,
        wrong: `「${name}」は${found.length}件あります。セルを開いて選んでください。`,
      };
    ids.push(found[0]!.value);
  }
  return readCell(field, { [`f${field.id}`]: ids }, context);
}
