/** Papers of an app as they are laid out: every step takes the list and gives the one after it. Pure. */
import type { RecordTemplate, TemplateBlock } from '#core/definitions';
import { type Field, isReadOnly, takesFiles } from '#core/fields';
import { freshId } from '../process/model.ts';

export const blockWords: Readonly<Record<TemplateBlock['type'], string>> = {
  title: '題名',
  addressee: '宛先',
  date: '日付',
  heading: '見出し',
  text: '文',
  fields: '項目の表',
  figures: '大きな数字',
  grid: '項目を縦横に並べた表',
  lines: '明細の表',
  photos: '写真',
  signature: '署名',
  sum: '合計の行',
  break: '改ページ',
};

export interface Choice {
  value: string;
  label: string;
}

/** What may stand in a block of this kind; `明細.金額` for a field inside lines. */
export interface Fitting {
  values: Choice[];
  dates: Choice[];
  lines: (Choice & { columns: Choice[] })[];
  photos: (Choice & { beside: Choice[] })[];
  signatures: Choice[];
  sums: Choice[];
}

const elsewhere: ReadonlySet<Field['type']> = new Set(['reference', 'related', 'lookup']);
const amounts: ReadonlySet<Field['type']> = new Set(['number', 'money', 'formula', 'score-choice']);
const choiceOf = ({ code, label }: Field): Choice => ({ value: code, label: label.ja });
const printable = (field: Field): boolean =>
  field.classification !== 'sealed' && !elsewhere.has(field.type) && field.fields === undefined;

export function fittingOf(fields: readonly Field[]): Fitting {
  const plain = fields.filter(printable);
  const lines = fields.filter((field) => field.fields !== undefined);
  const inside = (field: Field, fits: (child: Field) => boolean): Choice[] =>
    (field.fields ?? [])
      .filter((child) => printable(child) && fits(child))
      .map((child) => ({
        value: `${field.code}.${child.code}`,
        label: `${field.label.ja}の${child.label.ja}`,
      }));
  const ownColumns = (field: Field): Choice[] =>
    (field.fields ?? []).filter((child) => printable(child) && !takesFiles(child)).map(choiceOf);
  const values = plain.filter((field) => !takesFiles(field)).map(choiceOf);
  return {
    values,
    dates: plain.filter((field) => field.type === 'date').map(choiceOf),
    lines: lines.map((field) => ({ ...choiceOf(field), columns: ownColumns(field) })),
    photos: [
      ...plain.filter(takesFiles).map((field) => ({ ...choiceOf(field), beside: values })),
      ...lines.flatMap((field) =>
        inside(field, takesFiles).map((one) => ({ ...one, beside: ownColumns(field) })),
      ),
    ],
    signatures: plain.filter((field) => field.type === 'signature').map(choiceOf),
    sums: [
      ...plain.filter((field) => amounts.has(field.type)).map(choiceOf),
      ...lines.flatMap((field) => inside(field, (child) => amounts.has(child.type))),
    ],
  };
}

/** Null: the app has no field for such a block. */
export function freshBlock(type: TemplateBlock['type'], fitting: Fitting): TemplateBlock | null {
  const first = (choices: readonly Choice[]): string | undefined => choices[0]?.value;
  switch (type) {
    case 'title':
    case 'date':
    case 'break':
      return { type };
    case 'addressee':
      return { type, text: `${placeOf(fitting.values)} 様` };
    case 'heading':
      return { type, text: '見出し' };
    case 'text':
      return { type, text: '次のとおりです。', align: 'left' };
    case 'fields':
      return fitting.values.length === 0
        ? null
        : { type, fields: fitting.values.slice(0, 6).map((one) => one.value), columns: 1 };
    case 'figures':
      return fitting.values.length === 0
        ? null
        : { type, fields: fitting.values.slice(0, 1).map((one) => one.value) };
    case 'grid':
      return fitting.values.length === 0
        ? null
        : {
            type,
            columns: ['項目', '値'],
            rows: fitting.values.slice(0, 3).map(({ value, label }) => ({ label, cells: [value] })),
          };
    case 'lines': {
      const field = first(fitting.lines);
      return field === undefined ? null : { type, field, columns: [] };
    }
    case 'photos': {
      const field = first(fitting.photos);
      return field === undefined ? null : { type, field, beside: [] };
    }
    case 'signature': {
      const field = first(fitting.signatures);
      return field === undefined ? null : { type, field };
    }
    case 'sum': {
      const field = first(fitting.sums);
      return field === undefined ? null : { type, label: '合計', field, by: 'sum' };
    }
  }
}

const placeOf = ([field]: readonly Choice[]): string => (field === undefined ? '' : `{${field.value}}`);

/** A paper to begin with: what most have. */
export function freshTemplate(taken: readonly RecordTemplate[], fields: readonly Field[]): RecordTemplate {
  const typed = fields.filter((field) => !isReadOnly(field.type));
  const fitting = fittingOf(typed.length === 0 ? fields : typed);
  const table = freshBlock('fields', fitting);
  return {
    id: freshId('paper', taken),
    title: { ja: `文書${taken.length + 1}` },
    orientation: 'portrait',
    numbered: false,
    verifiable: false,
    blocks: [{ type: 'date' }, { type: 'title' }, ...(table === null ? [] : [table])],
  };
}
