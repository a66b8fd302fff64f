/** `{…}` places of templates that name data no document gets. Pure. */
import type { App, Procedure, Template } from '#core/definitions';
import { completeFields, type Field } from '#core/fields';
import type { PackDefinition, PackIndex, PackProblem } from './model.ts';

/** What every document gets, besides `answers.<code>` and `register.<name>` (which the register decides). */
const places = [
  'applicant.name',
  'applicant.address',
  'applicant.birthDate',
  'application.date',
  'case.receiptNumber',
  'case.arrivedAt',
  'decision.outcome',
  'decision.date',
  'decision.validFrom',
  'decision.validTo',
  'department.name',
  'department.phone',
  'document.number',
  'document.date',
  'issuer.name',
  'municipality.name',
  'procedure.title',
];

export function checkPlaces(one: PackDefinition, index: PackIndex): PackProblem[] {
  if (one.kind !== 'template') return [];
  const problems: PackProblem[] = [];
  const add = (path: string, ja: string, en: string) =>
    void problems.push({ file: one.file, path, level: 'error', ja, en });
  const users = usersOf(one.body, index);
  const whole = (path: string, text: string) => {
    for (const place of placesIn(text)) {
      const missing = missingPlace(place, users);
      if (missing !== null) add(path, missing.ja, missing.en);
    }
  };
  for (const [position, block] of one.body.blocks.entries()) {
    const path = `blocks[${position}]`;
    if ('text' in block) whole(`${path}.text`, block.text);
    if (block.type === 'items')
      for (const [row, item] of block.rows.entries()) whole(`${path}.rows[${row}].value`, item.value);
    if (block.type !== 'table') continue;
    const columns = columnsOf(block.source, users);
    if (columns === null)
      add(
        `${path}.source`,
        `一覧「${block.source}」がありません。answers.明細のコード、decision.items、register.… のどれかです。`,
        `There is no list “${block.source}”.`,
      );
    for (const [column, { value }] of block.columns.entries()) {
      for (const place of placesIn(value)) {
        if (!place.startsWith('row.')) whole(`${path}.columns[${column}].value`, `{${place}}`);
        else if (columns !== null && columns !== 'any' && !columns.has(place.slice(4))) {
          add(
            `${path}.columns[${column}].value`,
            `行に「${place.slice(4)}」がありません。明細の項目のコードを書いてください。`,
            `Rows have no “${place.slice(4)}”.`,
          );
        }
      }
    }
  }
  return problems;
}

interface User {
  procedure: Procedure;
  app: App | undefined;
}

function usersOf(template: Template, index: PackIndex): User[] {
  return [...index.procedures.values()]
    .filter((procedure) => Object.values(procedure.documents).includes(template.id))
    .map((procedure) => ({
      procedure,
      app: procedure.app === undefined ? undefined : index.apps.get(procedure.app),
    }));
}

function placesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!.trim());
}

function missingPlace(place: string, users: User[]): { ja: string; en: string } | null {
  if (places.includes(place)) return null;
  if (place.startsWith('register.')) {
    const blind = users.find(({ procedure }) => procedure.register === undefined);
    if (blind === undefined) return null;
    return {
      ja: `{${place}} は台帳を照会する手続でだけ使えます（${blind.procedure.title.ja}）。`,
      en: `{${place}} needs a procedure that asks a register.`,
    };
  }
  if (place.startsWith('answers.')) {
    const code = place.slice('answers.'.length);
    const lacking = users.find(
      ({ app }) => app !== undefined && !app.fields.some((field) => field.code === code),
    );
    if (lacking === undefined) return null;
    return {
      ja: `{${place}} は業務アプリ「${lacking.app!.title.ja}」にない項目です。コードを直してください。`,
      en: `{${place}} names no field of the app ${lacking.app!.id}.`,
    };
  }
  return {
    ja: `{${place}} という差込みはありません。使えるのは：${places.join(', ')}, answers.〈コード〉, register.〈名前〉`,
    en: `There is no place {${place}}.`,
  };
}

/** Names a row may use; `any` where only the register knows; null when there is no such list. */
function columnsOf(source: string, users: User[]): Set<string> | 'any' | null {
  if (source.startsWith('register.')) return 'any';
  const found = users.flatMap(({ procedure, app }) => {
    const code = source === 'decision.items' ? procedure.process.partialBy : source.replace(/^answers\./, '');
    const field = completeFields((app?.fields ?? []) as never).find(
      (one: Field) => one.code === code && one.fields !== undefined,
    );
    return field === undefined ? [] : [new Set(field.fields!.map((one) => one.code))];
  });
  if (users.length === 0 && /^(answers\..+|decision\.items)$/.test(source)) return 'any';
  if (found.length === 0) return null;
  const extra = source === 'decision.items' ? ['outcome', 'reason'] : [];
  return new Set([...found[0]!, ...extra]);
}
