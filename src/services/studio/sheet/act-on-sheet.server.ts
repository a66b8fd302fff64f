/** A file is read, its columns are looked at, and in the end there is an app. Between the steps the sample travels sealed in the page. */
import type { AppDesk } from '#core/apps.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import { beginApp } from '../begin-app.server.ts';
import { beginningIn } from '../beginning-form.server.ts';
import { textIn, today } from '../desk.server.ts';
import { appOfSheet } from './app-of-sheet.ts';
import { type ColumnChoice, type PlannedColumn, planColumns } from './plan-columns.ts';
import { readSample } from './read-sample.server.ts';
import type { Sample } from './sample.ts';

/** What the page shows of a file that was read. */
export interface SheetPreview {
  kept: string;
  fileName: string;
  sheets: string[];
  sheet: number;
  rows: number;
  more: boolean;
  columns: PlannedColumn[];
}

interface Kept {
  sample: Sample;
  fileName: string;
  sheets: string[];
  sheet: number;
}

const sealedFor = (desk: AppDesk) => ({
  municipality: desk.municipality,
  purpose: `studio-sheet:${desk.actor.id}`,
});

/** The first look at a file. */
export async function openSheet(
  desk: AppDesk,
  keyring: Keyring,
  form: FormData,
): Promise<Result<SheetPreview>> {
  const file = form.get('file');
  const sheet = Math.max(0, Number(textIn(form, 'sheet')) || 0);
  const read = await readSample(file, sheet);
  if (!read.ok) return read;
  const kept = { ...read.value, fileName: file instanceof File ? file.name : '', sheet };
  return ok(previewOf(desk, keyring, kept, null));
}

/** The same sample with other types. */
export function lookAgain(desk: AppDesk, keyring: Keyring, form: FormData): Result<SheetPreview> {
  const kept = unseal(desk, keyring, form);
  return kept === null ? lost() : ok(previewOf(desk, keyring, kept, choicesIn(form, kept.sample)));
}

/** The app; what is wrong with the asking comes back beside the same preview. */
export async function beginFromSheet(
  desk: AppDesk,
  keyring: Keyring,
  form: FormData,
): Promise<{ begun: Result<{ appId: string }>; preview: SheetPreview | null }> {
  const kept = unseal(desk, keyring, form);
  if (kept === null) return { begun: lost(), preview: null };
  const preview = previewOf(desk, keyring, kept, choicesIn(form, kept.sample));
  const key = textIn(form, 'key');
  const start = appOfSheet(preview.columns, key === '' ? null : Number(key));
  const begun =
    start === null
      ? fail('invalid', undefined, [{ path: 'column-0', message: '使う列を、一つ以上選んでください。' }])
      : await beginApp(desk, beginningIn(form), start);
  return { begun, preview };
}

function previewOf(
  desk: AppDesk,
  keyring: Keyring,
  kept: Kept,
  choices: ColumnChoice[] | null,
): SheetPreview {
  const { sample, ...file } = kept;
  return {
    ...file,
    kept: keyring.seal(JSON.stringify(kept), sealedFor(desk)),
    rows: sample.rows.length,
    more: sample.more,
    columns: planColumns(sample, choices, today()),
  };
}

function unseal(desk: AppDesk, keyring: Keyring, form: FormData): Kept | null {
  const opened = keyring.unseal(textIn(form, 'kept'), sealedFor(desk));
  return opened.ok ? (JSON.parse(opened.value) as Kept) : null;
}

const lost = () => fail('invalid', 'もう一度ファイルを選んでください。');

function choicesIn(form: FormData, sample: Sample): ColumnChoice[] {
  return sample.heading.map((_heading, index) => ({
    use: form.get(`use-${index}`) === 'yes',
    label: textIn(form, `label-${index}`).slice(0, 100),
    type: textIn(form, `type-${index}`),
  }));
}
