/** What is wrong with the papers of a work app: fields that are not there, may not be printed, or do not fit their block. Pure. */
import type { RecordTemplate, WorkApp } from '#core/definitions';
import { completeFields, type Field, takesFiles } from '#core/fields';
import { codesIn, type NamedCode, splitPath } from '#core/record-documents';
import type { AppProblem } from './model.ts';

/** Whose words depend on what somebody may see in another app: a paper has no such reader. */
const elsewhere: ReadonlySet<Field['type']> = new Set(['reference', 'related', 'lookup']);

export function checkDocuments(app: WorkApp): AppProblem[] {
  const problems: AppProblem[] = [];
  const note =
    (level: AppProblem['level']): Say =>
    (path, ja, en) =>
      void problems.push({ path, level, ja, en });
  const [add, warn] = [note('error'), note('warning')];
  const fields = new Map(completeFields(app.fields).map((field) => [field.code, field]));
  const seen = new Set<string>();
  for (const [index, template] of (app.work.documents ?? []).entries()) {
    const at = `work.documents[${index}]`;
    const name = `文書「${template.title.ja}」`;
    if (seen.has(template.id))
      add(`${at}.id`, `${name}の記号「${template.id}」が重なっています。`, 'This id is used twice.');
    seen.add(template.id);
    checkShape(template, at, name, add);
    for (const [position, block] of template.blocks.entries())
      for (const one of codesIn(block))
        checkCode(one, `${at}.blocks[${position}].${one.at}`, name, fields, add);
    tellMasked(app, template, at, name, fields, warn);
  }
  return problems;
}

type Say = (path: string, ja: string, en: string) => void;

function checkShape(template: RecordTemplate, at: string, name: string, add: Say): void {
  if (template.verifiable && !template.numbered)
    add(
      `${at}.verifiable`,
      `${name}：本物かどうかを確かめる符号は、文書番号のある文書にだけ付けられます。`,
      'Only numbered documents carry a code.',
    );
  const title = template.blocks.findIndex((one) => one.type === 'title');
  const heading = template.blocks.findIndex((one) => one.type === 'heading');
  // Readers of the page for those who cannot see it: a heading stands below a title.
  if (title !== -1 && heading !== -1 && heading < title)
    add(
      `${at}.blocks[${heading}]`,
      `${name}：見出しは題名より後に置いてください。`,
      'A heading stands below the title.',
    );
}

function checkCode(
  { code, use }: NamedCode,
  path: string,
  name: string,
  fields: ReadonlyMap<string, Field>,
  add: Say,
): void {
  const [own, inside] = splitPath(code);
  const lines = fields.get(own);
  const field = inside === null ? lines : lines?.fields?.find((one) => one.code === inside);
  if (field === undefined || (inside !== null && use === 'place')) {
    add(
      path,
      `${name}にある「${code}」という項目はありません。この業務アプリの項目を選んでください。`,
      `There is no field ${code}.`,
    );
    return;
  }
  const label = `「${field.label.ja}」`;
  if (field.classification === 'sealed')
    add(path, `${name}：${label}は厳重に守る項目です。文書には載せられません。`, `${code} is sealed.`);
  else if (elsewhere.has(field.type))
    add(
      path,
      `${name}：${label}は、ほかの業務アプリのレコードを指す項目です。文書には、写してきた値の項目を載せてください。`,
      `${code} points at another app.`,
    );
  else if (!fits(field, use, inside !== null))
    add(path, `${name}：${label}は、ここには置けません。${whatFits[use]}`, `${code} does not fit here.`);
}

const whatFits: Readonly<Record<NamedCode['use'], string>> = {
  value: '明細は「明細の表」で載せてください。',
  place: '明細は「明細の表」で載せてください。',
  lines: '明細の項目を選んでください。',
  photos: 'ファイルか写真の項目を選んでください。',
  signature: '署名の項目を選んでください。',
  sum: '合計の行には、数や金額の項目を選んでください。',
};

function fits(field: Field, use: NamedCode['use'], inside: boolean): boolean {
  switch (use) {
    case 'value':
    case 'place':
      return field.fields === undefined;
    case 'lines':
      return field.fields !== undefined;
    case 'photos':
      return takesFiles(field);
    case 'signature':
      return field.type === 'signature';
    case 'sum':
      return inside || ['number', 'money', 'formula', 'score-choice'].includes(field.type);
  }
}

/** Fields that not everybody reads: whoever may not read one of them opens no such paper, but paper is handed on. */
function tellMasked(
  app: WorkApp,
  template: RecordTemplate,
  at: string,
  name: string,
  fields: ReadonlyMap<string, Field>,
  warn: Say,
): void {
  const ruled = new Set(
    (app.work.fieldAccess ?? []).flatMap((rule) => (rule.read === undefined ? [] : rule.fields)),
  );
  const named = template.blocks.flatMap((block) => codesIn(block).map(({ code }) => splitPath(code)[0]));
  const masked = [...new Set(named)].filter((code) => ruled.has(code));
  if (masked.length === 0) return;
  const labels = masked.map((code) => `「${fields.get(code)?.label.ja ?? code}」`).join('');
  warn(
    at,
    `${name}には、見られる人を限っている項目${labels}が載ります。見られない人は、この文書を作ることも開くこともできません。`,
    `Prints fields that not everybody reads: ${masked.join(', ')}.`,
  );
}
