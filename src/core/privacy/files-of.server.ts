/** The personal data files of a city on a day, from its definitions. */
import type { App, Definitions, Procedure } from '#core/definitions.server';
import { columns, completeFields, type DefinedField, type Field, isWorkedOut } from '#core/fields';
import { afterwardsLabels } from '#core/retention';
import type { FileItem, PersonalDataFile } from './model.ts';

const bodies: Record<string, string> = {
  mayor: '市長',
  'board-of-education': '教育委員会',
  assembly: '議会',
  election: '選挙管理委員会',
  audit: '監査委員',
  personnel: '人事委員会',
  agriculture: '農業委員会',
  water: '上下水道事業管理者',
};
const registers = { tax: '税務システム', vaccination: '予防接種台帳', resident: '住民記録システム' } as const;
const ofPersons = new Set(['personal', 'sensitive', 'sealed']);

/** By name of the file; apps that hold nothing about a person are none. */
export function personalDataFiles(definitions: Definitions, on: string): PersonalDataFile[] {
  const byApp = new Map<string, { app: App; procedures: Procedure[] }>();
  for (const { body } of definitions.procedures(on)) {
    const app = body.app === undefined ? null : definitions.app(body.app, { on });
    if (app === null) continue;
    const known = byApp.get(app.body.id) ?? { app: app.body, procedures: [] };
    known.procedures.push(body);
    byApp.set(app.body.id, known);
  }
  const files = [...byApp.values()].flatMap(({ app, procedures }) => {
    const items = itemsOf(completeFields(app.fields as DefinedField[]));
    return items.some((item) => ofPersons.has(item.classification))
      ? [fileOf(definitions, on, app, procedures, items)]
      : [];
  });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fileOf(
  definitions: Definitions,
  on: string,
  app: App,
  procedures: Procedure[],
  items: FileItem[],
): PersonalDataFile {
  const { departments, recordClasses, municipality } = definitions.organisation(on);
  const first = procedures[0]!;
  const department = departments.find((one) =>
    first.department.startsWith('@')
      ? one.duties.includes(first.department.slice(1))
      : one.code === first.department,
  );
  // Definitions loaded before there were record classes have none.
  const kept = recordClasses?.find(({ code }) => code === first.recordClass);
  const years = kept?.years === null ? '永年' : `${kept?.years ?? '〔要記入〕'}年`;
  return {
    name: `${app.title.ja}ファイル`,
    appId: app.id,
    procedures: procedures.map((one) => one.title.ja),
    body: `${municipality.name}${bodies[department?.body ?? 'mayor']}`,
    department: department?.name ?? first.department,
    purposes: procedures.map((one) => one.answer.ja),
    legalBases: unique(procedures.flatMap((one) => one.legalBasis.map((law) => `${law.law}${law.article}`))),
    items,
    about: unique(procedures.map((one) => one.who.ja)),
    sensitive: items.some((item) => item.classification === 'sensitive'),
    individualNumber: items.some((item) => item.type === 'individual-number'),
    sealed: items.flatMap((item) => (item.classification === 'sealed' ? [item.label] : [])),
    registers: unique(
      procedures.flatMap((one) => (one.register === undefined ? [] : [registers[one.register]])),
    ),
    retention: `完結した翌年度の4月1日から${years}（${kept === undefined ? '〔要記入〕' : afterwardsLabels[kept.afterwards]}）`,
  };
}

/** Fields of lines stand beside the others, under the name of their group. */
function itemsOf(fields: readonly Field[], group = ''): FileItem[] {
  return fields.flatMap((field) => {
    const label = group === '' ? field.label.ja : `${group}・${field.label.ja}`;
    if (field.fields !== undefined) return itemsOf(field.fields, label);
    // Numbers given out are 記録項目; what is calculated, agreed to or known of the record itself is none.
    const { system, unstored } = columns[field.type];
    return isWorkedOut(field.type) || field.type === 'consent' || system !== undefined || unstored
      ? []
      : [{ label, type: field.type, classification: field.classification }];
  });
}

const unique = (texts: string[]): string[] => [...new Set(texts)];
