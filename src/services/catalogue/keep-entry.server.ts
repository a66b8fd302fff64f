/** The act behind the form: reads it, asks who may, saves. */
import { data, redirect } from 'react-router';
import { columns, emptyEntry, writeCell } from '#core/inventory';
import { saveEntries } from '#core/inventory.server';
import { fiscalYearOf } from '#kernel/dates';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { readForm } from './read-form.ts';
import { type Scene, type Stock, stockOf } from './stock.server.ts';

/** Fiscal years whose counts can be written: this one and three before. */
export const yearsWritten = (today: string): number[] =>
  [0, 1, 2, 3].map((back) => fiscalYearOf(today) - back);

/** `code`: null for a new entry. Who may not change it does not find it. */
export function entryToEdit(stock: Stock, code: string | null) {
  if (code === null) return { listed: null, base: emptyEntry, before: null };
  const listed = stock.inventory.find(code);
  if (listed === null || !stock.mayEdit(listed.department)) throw new Refusal(appError('notFound'));
  const before = stock.inventory.own(code);
  return { listed, before, base: before ?? { ...emptyEntry, code, definition: listed.definition } };
}

interface ActScene extends Scene {
  form: FormData;
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string): void;
}

export async function keepEntry(scene: ActScene, code: string | null) {
  const { actor, tx, form, touched } = scene;
  const stock = await stockOf(scene);
  const { listed, base, before } = entryToEdit(stock, code);
  const { entry, volumes, issues } = readForm(
    form,
    base,
    listed,
    yearsWritten(stock.today),
    stock.inventory.office,
  );
  const refuse = (wrong: { path: string; message: string }[], message?: string, status = 422) =>
    data({ issues: wrong, message }, { status });
  const wrong = issues.map(({ key, message }) => ({ path: key, message }));
  if (listed === null && stock.inventory.find(entry.code) !== null)
    wrong.push({ path: 'code', message: `「${entry.code}」は、もう使われています。` });
  if (wrong.length > 0) return refuse(wrong);
  if (!listed?.full && !stock.mayEdit(entry.department))
    return refuse([{ path: 'department', message: '自分の所属か、その下の所属を選んでください。' }]);
  const version = listed === null ? 0 : Number(form.get('version'));
  const same = before !== null && columns.every((one) => writeCell(before, one) === writeCell(entry, one));
  if (!same || volumes.length > 0) {
    const why = String(form.get('why') ?? '')
      .trim()
      .slice(0, 200);
    const done = await saveEntries(tx, [{ entry, before, version, volumes }], { by: actor.id, why });
    if (!done.ok) return refuse([], sentenceOf(done.error), statusOf(done.error));
    touched('procedure', [entry.code], ['internal'], 'catalogue.save');
  }
  throw redirect(
    `${href(staffPaths.catalogueEntry, { procedure: entry.code })}?done=${listed === null ? 'added' : 'saved'}`,
    { status: 303 },
  );
}
