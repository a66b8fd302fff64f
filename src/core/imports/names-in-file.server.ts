/** People, offices and records as a file calls them: by name, by login or code, or by id. Asked once per word and batch. */
import type { EntryApp, EntryDesk } from '#core/entries.server';
import type { Choices, Field } from '#core/fields';
import { findChoices } from '#core/people.server';
import { findRecords } from '#core/relations.server';
import type { Named } from './read-cell.ts';

export const pointing: ReadonlySet<string> = new Set(['user', 'department', 'group', 'reference']);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

/** `wanted`: the words of a batch by field. */
export async function namesInFile(
  desk: EntryDesk,
  open: EntryApp,
  wanted: ReadonlyMap<Field, ReadonlySet<string>>,
): Promise<Named> {
  const found = new Map<string, { id: string } | { reason: string }>();
  for (const [field, texts] of wanted)
    for (const text of texts) found.set(nameOf(field, text), await find(desk, open, field, text));
  return (field, text) => found.get(nameOf(field, text)) ?? { reason: '選択肢の中から選んでください。' };
}

const nameOf = (field: Field, text: string): string => `${field.id} ${text}`;

async function find(
  desk: EntryDesk,
  open: EntryApp,
  field: Field,
  text: string,
): Promise<{ id: string } | { reason: string }> {
  // Whether it may be chosen is asked with everything else; an id says nothing by itself.
  if (uuid.test(text)) return { id: text };
  const choices: Choices =
    field.type === 'reference'
      ? await findRecords(desk, field, text)
      : await findChoices(desk.tx, field, text, open.at.today);
  const exact = choices.entries.filter(
    ({ value, label }) => plain(label) === plain(text) || plain(value) === plain(text),
  );
  const [first, ...others] = exact.length > 0 ? exact : choices.more === true ? [] : choices.entries;
  const isCode = /^[\w.-]+$/.test(text.normalize('NFKC'));
  if (first === undefined || (exact.length === 0 && !isCode))
    return { reason: `「${field.label.ja}」に、この名前のものは見つかりません。` };
  if (others.length > 0)
    return {
      reason: `「${field.label.ja}」に、同じ名前のものが${others.length + 1}つあります。ログイン名やコードで書いてください。`,
    };
  return { id: first.value };
}
