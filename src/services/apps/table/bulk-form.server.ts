/** What a run over many records is to do: which of them, and what is to stand in which field. */
import { z } from 'zod';
import type { Selection } from '#core/entries.server';
import type { Answers, Field, Typed } from '#core/fields';
import { countRecords, type OpenApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { askedOf } from './asked-view.server.ts';
import { readCell } from './cell-value.ts';
import { columnOf, editKindOf } from './columns.ts';
import type { BulkFormData } from './model.ts';
import { textsFor } from './texts-for.server.ts';

const selection = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(20_000) }),
  z.strictObject({
    view: z.string().max(200).optional(),
    whole: z.boolean().optional(),
    filter: z.string().max(10_000).optional(),
    search: z.string().max(200).optional(),
  }),
]);

/** The records meant, as the list gave them. */
function givenIn(form: FormData): z.output<typeof selection> | null {
  try {
    return selection.safeParse(JSON.parse(String(form.get('selection') ?? ''))).data ?? null;
  } catch {
    return null;
  }
}

/** The same for acts, which know views of the definition only: the condition of the view stands for it. */
export async function selectionIn(open: OpenApp, form: FormData): Promise<Result<Selection>> {
  const given = givenIn(form);
  if (given === null) return fail('invalid');
  if ('ids' in given) return ok(given);
  const settled = await askedOf(open, given);
  if (!settled.ok) return settled;
  const { filter, search } = settled.value.asked;
  return ok({ ...(filter === undefined ? {} : { filter }), ...(search === undefined ? {} : { search }) });
}

/** Fields that one value can be put into for many records at once. */
const fits = (field: Field): boolean => ['text', 'panel'].includes(editKindOf(field));

export async function bulkForm(open: OpenApp, chosen: Selection, deletes: boolean): Promise<BulkFormData> {
  const counted =
    'ids' in chosen ? ok({ count: chosen.ids.length, exact: true }) : await countRecords(open, chosen);
  return {
    selection: JSON.stringify(chosen),
    count: counted.ok ? counted.value : { count: 0, exact: true },
    deletes,
    today: open.at.today,
    texts: textsFor(open.fields),
    fields: open.fields
      .filter((one) => fits(one.field) && open.access.field(one.field.id).edit !== false)
      .map((one) => columnOf(one, false).field),
  };
}

/** The one field and its new value, read as on a page of the form. */
export function changesIn(open: OpenApp, form: FormData): Result<Answers> {
  const id = String(form.get('field') ?? '');
  const field = open.fields.find((one) => String(one.field.id) === id && fits(one.field))?.field;
  if (field === undefined)
    return fail('invalid', undefined, [{ path: 'field', message: '変更する項目を選んでください。' }]);
  const typed: Typed = {};
  for (const [name, value] of form)
    if (typeof value === 'string' && (name === `f${id}` || name.startsWith(`f${id}.`)))
      typed[name] = [...(typed[name] ?? []), value];
  const read = readCell(field, typed, { today: open.at.today, language: 'ja' });
  return read.wrong === null
    ? ok({ [id]: read.value })
    : fail('invalid', undefined, [{ path: `f${id}`, message: read.wrong }]);
}
