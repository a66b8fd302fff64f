/** A template filled from one record. Pure: names, contents of files and what 支援措置 hides come in. */
import type { RecordTemplate, TemplateBlock } from '#core/definitions';
import {
  contracts,
  type Field,
  type FileRef,
  isSealedValue,
  type Json,
  lineControlName,
  linesIn,
  lineTotals,
  printAnswer,
  type Reader,
  saysWhere,
  takesFiles,
} from '#core/fields';
import type { Evaluation, ReviewRow } from '#core/forms';
import { omitted, withoutSecrets } from '#core/protection';
import { fieldsNamed, fillPlaces, placesIn, splitPath } from './codes.ts';
import type { Pair, PaperBlock, PaperPhoto } from './model.ts';

export interface PaperSource {
  fields: readonly Field[];
  /** What shows of the record, by field id; what is not there does not show. */
  rows: ReadonlyMap<number, ReviewRow>;
  answers: Readonly<Record<string, Json>>;
  evaluation: Pick<Evaluation, 'visibleFields' | 'calculated'>;
  reader: Reader;
  /** Digests of contents by id of the file. */
  contents: ReadonlyMap<string, string>;
  /** Fields that say where somebody is, by id; left out where there are secrets. */
  hidden: ReadonlySet<number>;
  /** Words that leave the house nowhere; null: nobody in the record is under a measure. */
  secrets: readonly string[] | null;
  /** In words. */
  today: string;
}

export interface Composed {
  blocks: PaperBlock[];
  /** Fields in texts that have no value. */
  empty: string[];
  /** Pictures whose content may not be read (yet). */
  unread: string[];
}

/** Stands where there is no value, so that nobody fills it in by hand. */
const none = '―';
const photosOut = '写真は省いています。';

export function composePaper(template: RecordTemplate, source: PaperSource): Composed {
  const byCode = new Map(source.fields.map((field) => [field.code, field]));
  const empty = new Set<string>();
  const unread = new Set<string>();
  const held = source.secrets !== null;

  const hides = (field: Field): boolean => held && (source.hidden.has(field.id) || saysWhere(field));
  const textOf = (field: Field, row: ReviewRow | undefined): string => {
    if (field.classification === 'sealed') return '';
    // Whether there is anything or not.
    if (hides(field)) return omitted;
    if (row?.files.length) return row.files.map((file) => file.name).join('、');
    return row?.text ?? '';
  };
  const wordsIn = (code: string): string => {
    const field = byCode.get(code);
    return field === undefined ? '' : textOf(field, source.rows.get(field.id));
  };
  const labelOf = (code: string): string => byCode.get(code)?.label.ja ?? code;
  const filled = (text: string): string => {
    for (const code of placesIn(text)) if (wordsIn(code) === '') empty.add(labelOf(code));
    return fillPlaces(text, (code) => wordsIn(code) || none);
  };
  const pair = (code: string): Pair => ({ label: labelOf(code), value: wordsIn(code) || none });
  const photosOf = (files: readonly FileRef[], name: string): PaperPhoto[] =>
    files
      .filter((file) => file.type.startsWith('image/'))
      .flatMap((file, index, all) => {
        const sha256 = source.contents.get(file.fileId);
        if (sha256 === undefined) {
          unread.add(file.name);
          return [];
        }
        return [{ file, sha256, caption: all.length > 1 ? `${name}（${index + 1}）` : name, name }];
      });

  const block = (one: TemplateBlock): PaperBlock => {
    switch (one.type) {
      case 'title':
        return { type: 'title', text: filled(one.text ?? template.title.ja) };
      case 'addressee':
      case 'heading':
        return { type: one.type, text: filled(one.text) };
      case 'text':
        return { type: 'text', text: filled(one.text), align: one.align };
      case 'date': {
        if (one.field !== undefined && wordsIn(one.field) === '') empty.add(labelOf(one.field));
        return { type: 'date', text: one.field === undefined ? source.today : wordsIn(one.field) || none };
      }
      case 'fields':
        return { type: 'fields', rows: one.fields.map(pair), columns: one.columns };
      case 'lines':
        return table(one);
      case 'photos':
        return { type: 'photos', groups: held ? [] : groups(one), note: held ? photosOut : '' };
      case 'signature': {
        const field = byCode.get(one.field);
        const drawn = field === undefined ? undefined : source.rows.get(field.id)?.signature;
        if (drawn === undefined) empty.add(labelOf(one.field));
        const text = drawn === undefined ? none : 'paper' in drawn ? '紙に署名' : '';
        return { type: 'signature', label: labelOf(one.field), drawn: drawn ?? null, text };
      }
      case 'sum':
        return { type: 'sum', label: one.label, value: sum(one) || none };
      case 'break':
        return { type: 'break' };
    }
  };

  const linesOf = (code: string) => {
    const field = byCode.get(code);
    return { field, row: field === undefined ? undefined : source.rows.get(field.id) };
  };
  const childRow = (rows: readonly ReviewRow[], child: Field) =>
    rows.find((row) => row.name.endsWith(`.f${child.id}`));

  function table(one: Extract<TemplateBlock, { type: 'lines' }>): PaperBlock {
    const { field, row } = linesOf(one.field);
    const fits = (child: Field) =>
      child.classification !== 'sealed' && !takesFiles(child) && child.type !== 'signature';
    const children = (field?.fields ?? []).filter((child) =>
      one.columns.length === 0 ? fits(child) : one.columns.includes(child.code),
    );
    const ordered =
      one.columns.length === 0
        ? children
        : one.columns.flatMap((code) => children.filter((child) => child.code === code));
    const columns = ordered.map((child) => ({
      header: child.label.ja,
      align: isAmount(child) ? ('right' as const) : ('left' as const),
    }));
    // As on the page: where one line says where somebody is, no line of them is shown, nor how many there are.
    if (field !== undefined && hides(field))
      return {
        type: 'table',
        columns,
        rows: [ordered.map((_child, at) => (at === 0 ? omitted : ''))],
        totals: [],
      };
    return {
      type: 'table',
      columns,
      rows: (row?.lines ?? []).map((line) =>
        ordered.map((child) => textOf(child, childRow(line.rows, child))),
      ),
      totals: (row?.totals ?? []).map(({ label, text }) => ({ label, value: text })),
    };
  }

  function groups(one: Extract<TemplateBlock, { type: 'photos' }>) {
    const [code, inside] = splitPath(one.field);
    const { field, row } = linesOf(code);
    if (field === undefined || row === undefined) return [];
    if (inside === null) return [{ rows: one.beside.map(pair), photos: photosOf(row.files, field.label.ja) }];
    const child = field.fields?.find((each) => each.code === inside);
    if (child === undefined) return [];
    return row.lines.map((line) => ({
      rows: one.beside.flatMap((besides): Pair[] => {
        const found = field.fields?.find((each) => each.code === besides);
        if (found === undefined) return [];
        return [{ label: found.label.ja, value: textOf(found, childRow(line.rows, found)) || none }];
      }),
      photos: photosOf(childRow(line.rows, child)?.files ?? [], `${line.title} ${child.label.ja}`),
    }));
  }

  function sum(one: Extract<TemplateBlock, { type: 'sum' }>): string {
    const [code, inside] = splitPath(one.field);
    const { field, row } = linesOf(code);
    if (inside === null || field === undefined || row === undefined) return wordsIn(code);
    if (hides(field)) return omitted;
    const child = field.fields?.find((each) => each.code === inside);
    if (child === undefined || child.classification === 'sealed') return '';
    const total = { by: one.by, field: inside };
    const [found] = lineTotals(
      { options: { totals: [total] }, fields: field.fields ?? [] },
      linesIn(source.answers[String(field.id)]),
      (line, each) => {
        const control = lineControlName(`f${field.id}`, line.key, each);
        if (!source.evaluation.visibleFields.has(control)) return null;
        if (each.type === 'formula') return source.evaluation.calculated[control] ?? null;
        const answer = line.values[String(each.id)] ?? null;
        return answer === null || isSealedValue(answer)
          ? null
          : contracts[each.type].toFormula(answer as never, each as never);
      },
      (each, text) => printAnswer(each, text, source.reader),
      source.reader,
    );
    return found?.text ?? '';
  }

  const made = template.blocks.map(block);
  const titled = made.some((one) => one.type === 'title');
  const blocks: PaperBlock[] = titled ? made : [{ type: 'title', text: template.title.ja }, ...made];
  return {
    blocks: source.secrets === null ? blocks : withoutSecrets(blocks, source.secrets),
    empty: [...empty],
    unread: [...unread],
  };
}

const isAmount = ({ type }: Field): boolean => type === 'number' || type === 'money' || type === 'formula';

/** Ids of the files that the pictures of a template show. */
export function filesNamed(
  template: RecordTemplate,
  { fields, rows }: Pick<PaperSource, 'fields' | 'rows'>,
): string[] {
  const named = new Set(fieldsNamed(template));
  return fields.flatMap((field) => {
    const row = named.has(field.code) ? rows.get(field.id) : undefined;
    const inside = (row?.lines ?? []).flatMap((line) => line.rows.flatMap((one) => one.files));
    return [...(row?.files ?? []), ...inside].map((file) => file.fileId);
  });
}
