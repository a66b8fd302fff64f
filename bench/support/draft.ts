/** One finished draft of 就学援助, written over HTTP as a person without script would write it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { completeFields, contracts, type DefinedField, type Field, type Json } from '#core/fields';
import { answersByCode } from '#core/packs.server';

const demo = path.resolve(import.meta.dirname, '../../packs/demo');
const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(demo, file), 'utf8')) as T;

interface AppFile {
  fields: DefinedField[];
  form: { pages: { id: string; items: { field?: string }[] }[] };
}

export const procedure = 'school-expense-assistance';
/** A family with two children, a rented flat and one attachment. */
const sample = 'school-checking';

export interface FinishedDraft {
  id: string;
  cookie: string;
  pages: string[];
}

export async function finishDraft(origin: string): Promise<FinishedDraft> {
  const app = read<AppFile>(`apps/${procedure}.json`);
  const { cases } = read<{ cases: { id: string; answers: Record<string, Json> }[] }>('samples/cases.json');
  const written = cases.find((one) => one.id === sample)!.answers;
  const { answers } = answersByCode(app, written);
  const fields = completeFields(app.fields);

  const begun = await fetch(`${origin}/procedures/${procedure}/start`, {
    method: 'POST',
    redirect: 'manual',
  });
  const id = /\/drafts\/([\w-]+)/.exec(begun.headers.get('location') ?? '')?.[1];
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0];
  if (id === undefined || cookie === undefined) throw new Error(`no draft begun: ${begun.status}`);

  const pages: string[] = [];
  for (const page of app.form.pages) {
    const url = `${origin}/drafts/${id}/pages/${page.id}`;
    const shown = await fetch(url, { headers: { cookie }, redirect: 'manual' });
    if (shown.status !== 200) continue;
    pages.push(page.id);
    const form = new FormData();
    form.append('_csrf', hiddenValue(await shown.text(), '_csrf'));
    form.append('_action', 'next');
    for (const code of page.items.flatMap((item) => item.field ?? [])) {
      const field = fields.find((one) => one.code === code)!;
      form.append('_seen', `f${field.id}`);
      const value = answers[String(field.id)];
      if (value !== undefined) fill(form, field, value, written[code]);
    }
    const answer = await fetch(url, { method: 'POST', body: form, headers: { cookie }, redirect: 'manual' });
    if (answer.status !== 302) throw new Error(`page ${page.id} was not taken: ${answer.status}`);
  }
  return { id, cookie, pages };
}

function fill(form: FormData, field: Field, value: Json, written: Json | undefined): void {
  const name = `f${field.id}`;
  if (field.type === 'file' || field.type === 'photo') {
    for (const { $file } of written as { $file: string }[]) {
      const bytes = readFileSync(path.join(demo, 'samples/files', $file));
      form.append(name, new Blob([bytes], { type: 'application/pdf' }), $file);
    }
    return;
  }
  const typed = contracts[field.type].toTyped(value as never, name, field as never);
  for (const [control, values] of Object.entries(typed)) for (const one of values) form.append(control, one);
}

/** A hidden control's value in a page of ours. */
export function hiddenValue(html: string, name: string): string {
  const tag = html.match(/<input[^>]*>/g)?.find((one) => one.includes(` name="${name}"`));
  const value = /\bvalue="([^"]*)"/.exec(tag ?? '')?.[1];
  if (value === undefined) throw new Error(`no control ${name} in the page`);
  return value;
}
