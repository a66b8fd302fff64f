/** Which fields a template names, and where. Pure. */
import type { RecordTemplate, TemplateBlock } from '#core/definitions';

/** Codes between braces, in their order. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]{1,130})\}/g)].map(([, code = '']) => code.trim());
}

/** Text with its places filled. */
export function fillPlaces(text: string, wordsIn: (code: string) => string): string {
  return text.replace(/\{([^{}]{1,130})\}/g, (_place, code: string) => wordsIn(code.trim()));
}

export interface NamedCode {
  /** Code of a field, or `lines.field`. */
  code: string;
  /** Place in the block: `fields[2]`. */
  at: string;
  use: 'value' | 'place' | 'lines' | 'photos' | 'signature' | 'sum';
}

/** Every field that a block names. */
export function codesIn(block: TemplateBlock): NamedCode[] {
  switch (block.type) {
    case 'title':
    case 'addressee':
    case 'heading':
    case 'text':
      return placesIn(block.text ?? '').map((code) => ({ code, at: 'text', use: 'place' }));
    case 'date':
      return block.field === undefined ? [] : [{ code: block.field, at: 'field', use: 'value' }];
    case 'fields':
      return block.fields.map((code, index) => ({ code, at: `fields[${index}]`, use: 'value' }));
    case 'figures':
      return block.fields.map((code, index) => ({ code, at: `fields[${index}]`, use: 'value' }));
    case 'grid':
      return block.rows.flatMap(({ cells }, row) =>
        cells.flatMap((code, cell): NamedCode[] =>
          code === null ? [] : [{ code, at: `rows[${row}].cells[${cell}]`, use: 'value' }],
        ),
      );
    case 'lines':
      return [
        { code: block.field, at: 'field', use: 'lines' },
        ...block.columns.map(
          (code, index): NamedCode => ({
            code: `${block.field}.${code}`,
            at: `columns[${index}]`,
            use: 'value',
          }),
        ),
      ];
    case 'photos': {
      const [lines, child] = splitPath(block.field);
      const inside = (code: string) => (child === null ? code : `${lines}.${code}`);
      return [
        { code: block.field, at: 'field', use: 'photos' },
        ...block.beside.map(
          (code, index): NamedCode => ({ code: inside(code), at: `beside[${index}]`, use: 'value' }),
        ),
      ];
    }
    case 'signature':
      return [{ code: block.field, at: 'field', use: 'signature' }];
    case 'sum':
      return [{ code: block.field, at: 'field', use: 'sum' }];
    case 'break':
      return [];
  }
}

/** `明細.金額` in its two parts; the second is null for a field that is not inside lines. */
export function splitPath(path: string): [code: string, child: string | null] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** Codes of the app's own fields that stand on the paper, lines by the name of the lines. */
export function fieldsNamed(template: Pick<RecordTemplate, 'blocks'>): string[] {
  return [
    ...new Set(template.blocks.flatMap((block) => codesIn(block).map(({ code }) => splitPath(code)[0]))),
  ];
}
