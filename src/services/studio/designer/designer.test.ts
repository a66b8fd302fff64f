/** Steps of the designer, without a page. */
import { describe, expect, it } from 'vitest';
import type { App } from '#core/definitions';
import { definitionSchemas } from '#core/definitions.server';
import { fieldTypes } from '#core/fields';
import { addField, changeField, copyField, refusal, removeField, retypeField } from './model/edit-fields.ts';
import { addPage, addText, moveItem, removePage } from './model/edit-pages.ts';
import { begin, type Design, reduce } from './model/history.ts';
import { intoLines, moveRefusal, outOfLines } from './model/lines.ts';
import { fieldByCode, unplaced } from './model/places.ts';
import { optionWords } from './option-words.ts';
import { findEntries, palette } from './palette.ts';
import { placeProblems } from './problems.ts';
import { shapes } from './shapes.server.ts';

const empty = {
  kind: 'app',
  id: 'trial',
  title: { ja: '試し' },
  effectiveFrom: '2026-04-01',
  standardisedSystem: 'out-of-scope',
  fields: [],
  form: { pages: [] },
  summary: [],
  work: { department: 'd', title: [], access: [], fieldAccess: [], views: [], unique: [] },
} as unknown as App;

const run = (design: Design, ...edits: Parameters<typeof edit>[0][]): Design =>
  edits.reduce((now, one) => reduce(now, edit(one)), design);
const edit = (made: (body: App, id: number) => ReturnType<typeof addField> | null) =>
  ({ do: 'edit', edit: made }) as const;
const put = (type: (typeof fieldTypes)[number], page = 0, index = 99) =>
  edit((body, id) => addField(body, type, id, { page, index })).edit;
const labels = ({ body }: Design, page = 0) =>
  body.form.pages[page]?.items.map((item) => ('field' in item ? item.field : 'text'));

describe('putting types onto a form', () => {
  it('the first one brings its page, names the record and is chosen', () => {
    const design = run(begin(empty, 1), put('text'));
    expect(design.body.form.pages).toHaveLength(1);
    expect(design.body.work?.title).toEqual(['文字1行']);
    expect(design.selected).toEqual({ kind: 'field', id: 1 });
    expect(design.said).toBe('「文字（1行）」を加えました。');
  });

  it.each(fieldTypes)(
    '%s: what is put there is an app that the schema takes, save what only the person can say',
    (type) => {
      const design = run(
        begin({ ...empty, work: { ...empty.work!, legalBasis: '条例' }, individualNumberBasis: '別表' }, 1),
        put('map-point'),
        put(type),
      );
      const read = definitionSchemas.app.safeParse(design.body);
      const open = ['formula', 'reference', 'lookup', 'related', 'area'].includes(type);
      expect(read.success || open, JSON.stringify(read.error?.issues)).toBe(true);
    },
  );

  it('a type that the law binds is refused until the app names the law', () => {
    expect(refusal(empty, 'bank-account', false)).toContain('根拠となる法令');
    expect(refusal(empty, 'individual-number', false)).toContain('番号法');
    expect(
      refusal({ ...empty, work: { ...empty.work!, legalBasis: '条例第5条' } }, 'bank-account', false),
    ).toBeNull();
    expect(refusal(empty, 'lines', true)).toContain('明細の中');
  });

  it('names and codes are never given twice', () => {
    const design = run(begin(empty, 1), put('text'), put('text'), (body, id) =>
      copyField(body, { kind: 'field', id: 1 }, id),
    );
    const codes = design.body.fields.map((one) => one.code);
    expect(new Set(codes).size).toBe(3);
    expect(new Set(design.body.fields.map((one) => one.id)).size).toBe(3);
  });

  it('an id is not used again after its field was taken back', () => {
    const added = run(begin(empty, 7), put('text'));
    const undone = reduce(added, { do: 'undo' });
    expect(run(undone, put('date')).body.fields[0]?.id).toBe(8);
  });
});

describe('moving', () => {
  const three = run(begin(empty, 1), put('text'), put('date'), put('money'));

  it('a card goes into the gap it is dropped in, on its page and on another', () => {
    expect(
      labels(run(three, (body) => moveItem(body, { page: 0, index: 0 }, { page: 0, index: 3 }))),
    ).toEqual(['日付', '金額', '文字1行']);
    const paged = run(three, addPage, (body) => moveItem(body, { page: 0, index: 1 }, { page: 1, index: 0 }));
    expect([labels(paged), labels(paged, 1)]).toEqual([['文字1行', '金額'], ['日付']]);
    expect(paged.said).toContain('ページ2');
  });

  it('a page that goes leaves its fields to the page before', () => {
    const paged = run(
      three,
      addPage,
      (body) => moveItem(body, { page: 0, index: 1 }, { page: 1, index: 0 }),
      (body) => removePage(body, 1),
    );
    expect(labels(paged)).toEqual(['文字1行', '金額', '日付']);
    expect(unplaced(paged.body)).toEqual([]);
  });
});

describe('names that formulas say', () => {
  const built = run(
    begin(empty, 1),
    put('money'),
    put('formula'),
    put('lines'),
    (body) =>
      changeField(body, { kind: 'field', id: 2 }, { options: { formula: 'IF(金額 > 100, "金額", "")' } }),
    (body) => ({
      body: {
        ...body,
        work: {
          ...body.work!,
          access: [{ who: [{ everyone: true }], may: ['view'], when: '金額 > 5' }],
          views: [
            {
              id: 'v',
              kind: 'table',
              title: { ja: '金額' },
              columns: ['金額'],
              sort: [],
              frozen: 0,
              totals: [],
              defaultFor: [],
            },
          ],
        },
      } as App,
      words: '',
    }),
  );

  it('a label that changes takes the code along, in formulas, pages, rules and views, and leaves texts alone', () => {
    const { body } = run(built, (now) =>
      changeField(now, { kind: 'field', id: 1 }, { label: { ja: '購入金額' } }),
    );
    expect(fieldByCode(body, '購入金額')?.id).toBe(1);
    expect(body.fields[1]?.options.formula).toBe('IF(購入金額 > 100, "金額", "")');
    expect(body.form.pages[0]?.items[0]).toEqual({ field: '購入金額' });
    expect(body.work?.access[0]?.when).toBe('購入金額 > 5');
    expect(body.work?.views[0]).toMatchObject({ columns: ['購入金額'], title: { ja: '金額' } });
    expect(body.work?.title).toEqual(['購入金額']);
  });

  it('a code that somebody wrote stays whatever the label says', () => {
    const { body } = run(
      built,
      (now) => changeField(now, { kind: 'field', id: 1 }, { code: 'kingaku' }),
      (now) => changeField(now, { kind: 'field', id: 1 }, { label: { ja: '別の名前' } }),
    );
    expect(body.fields[0]?.code).toBe('kingaku');
    expect(body.fields[1]?.options.formula).toContain('kingaku > 100');
  });

  it('letters of one word are one step, and taking it back brings everything back', () => {
    const typed = run(
      built,
      (now) => changeField(now, { kind: 'field', id: 1 }, { label: { ja: '購' } }),
      (now) => changeField(now, { kind: 'field', id: 1 }, { label: { ja: '購入' } }),
    );
    expect(typed.past).toHaveLength(built.past.length + 1);
    const undone = reduce(typed, { do: 'undo' });
    expect(undone.body).toBe(built.body);
    expect(reduce(undone, { do: 'redo' }).body).toBe(typed.body);
  });

  /** Everything of a process that may name a field. */
  const processAfter = (change: Parameters<typeof edit>[0]) => {
    const process = {
      states: [
        {
          id: 'draft',
          title: { ja: '金額' },
          editable: ['金額', '明細'],
          effects: [
            { kind: 'set', field: '金額', to: '金額 * 2' },
            { kind: 'create', app: 'other', values: { 金額: '金額 + 1' } },
          ],
          deadline: { days: 2, escalate: [{ head: { field: '金額' } }] },
        },
        { id: 'done', title: { ja: '済' } },
      ],
      acts: [
        {
          id: 'kingaku',
          title: { ja: '金額' },
          from: ['draft'],
          to: 'done',
          who: [{ field: '金額' }],
          when: '金額 > 0',
          require: ['金額', '計算'],
        },
      ],
      routes: [
        {
          id: 'r',
          title: { ja: '金額' },
          when: '金額 < 10',
          steps: [
            { id: 's', title: { ja: '決裁' }, kind: 'decide', when: '金額 > 1', seats: [{ field: '金額' }] },
          ],
        },
      ],
      keepers: [{ field: '金額' }],
    };
    const within = run(built, (body) => ({
      body: { ...body, work: { ...body.work!, process } } as unknown as App,
      words: '',
    }));
    return run(within, change).body.work?.process;
  };

  it('a code that changes is followed through the whole process, and titles, states and other apps stay', () => {
    expect(
      processAfter((now) => changeField(now, { kind: 'field', id: 1 }, { label: { ja: '購入金額' } })),
    ).toMatchObject({
      states: [
        {
          title: { ja: '金額' },
          editable: ['購入金額', '明細'],
          effects: [
            { kind: 'set', field: '購入金額', to: '購入金額 * 2' },
            { kind: 'create', values: { 金額: '購入金額 + 1' } },
          ],
          deadline: { escalate: [{ head: { field: '購入金額' } }] },
        },
        { id: 'done' },
      ],
      acts: [
        {
          id: 'kingaku',
          title: { ja: '金額' },
          from: ['draft'],
          to: 'done',
          who: [{ field: '購入金額' }],
          when: '購入金額 > 0',
          require: ['購入金額', '計算'],
        },
      ],
      routes: [
        {
          title: { ja: '金額' },
          when: '購入金額 < 10',
          steps: [{ when: '購入金額 > 1', seats: [{ field: '購入金額' }] }],
        },
      ],
      keepers: [{ field: '購入金額' }],
    });
  });

  it('a field that goes is neither asked for by an act nor left open by a state', () => {
    const process = processAfter((now) => removeField(now, { kind: 'field', id: 1 }));
    expect(process?.states.map((one) => one.editable)).toEqual([['明細'], undefined]);
    expect(process?.acts?.[0]?.require).toEqual(['計算']);
    // What only the person can mend stays, and is shown as wrong.
    expect(process?.acts?.[0]?.when).toBe('金額 > 0');
  });

  it('a field that goes is on no list any more', () => {
    const { body } = run(built, (now) => removeField(now, { kind: 'field', id: 1 }));
    expect(JSON.stringify([body.form, body.work?.views[0], body.work?.title])).not.toContain('"金額"]');
    expect(body.work?.title).toEqual(['計算']);
  });
});

describe('the list an app begins with', () => {
  const view = {
    id: 'all',
    kind: 'table',
    title: { ja: '一覧' },
    columns: [],
    sort: [],
    frozen: 0,
    totals: [],
    defaultFor: [],
  };
  const started = { ...empty, work: { ...empty.work!, views: [view] } } as unknown as App;
  const columns = ({ body }: Design) => (body.work!.views[0] as unknown as { columns: string[] }).columns;

  it('shows what is put onto the form, until somebody chose its columns', () => {
    const two = run(begin(started, 1), put('text'), put('long-text'), put('date'));
    expect(columns(two)).toEqual(['文字1行', '日付']);
    const chosen = {
      ...two.body,
      work: { ...two.body.work!, views: [{ ...view, columns: ['日付'] }] },
    } as unknown as App;
    expect(columns(run(begin(chosen, 9), put('money')))).toEqual(['日付']);
  });
});

describe('other types', () => {
  it('choices stay from one kind of choosing to the other; a reference to nothing does not', () => {
    const design = run(begin(empty, 1), put('choice'));
    const many = run(design, (body) => retypeField(body, { kind: 'field', id: 1 }, 'multiple-choice'));
    expect(many.body.fields[0]?.options).toEqual(design.body.fields[0]?.options);
    const text = run(many, (body) => retypeField(body, { kind: 'field', id: 1 }, 'text'));
    expect(text.body.fields[0]?.options).toEqual({});
  });

  it('ids that the server changed go into what is shown and chosen', () => {
    const design = run(begin(empty, 1), put('text'));
    const after = reduce(design, { do: 'ids', ids: new Map([[1, 9]]) });
    expect([after.body.fields[0]?.id, after.selected, after.nextId]).toEqual([
      9,
      { kind: 'field', id: 9 },
      10,
    ]);
  });
});

describe('what is told', () => {
  it('problems stand beside the field, the line, the page or the text they are about', () => {
    const { body } = run(begin(empty, 1), put('text'), put('lines'), (now) =>
      addText(now, 'heading', { page: 0, index: 0 }),
    );
    const at = (path: string) => placeProblems([{ path, level: 'error', ja: 'x', en: 'x' }], body)[0]?.target;
    expect(at('fields[0].label.ja')).toEqual({ kind: 'field', id: 1 });
    expect(at('fields[1].fields[0].options')).toEqual({ kind: 'line', lines: 2, id: 3 });
    expect(at('form.pages[0].items[0].heading.ja')).toEqual({ kind: 'text', page: 0, index: 0 });
    expect(at('form.pages[0].items[1]')).toEqual({ kind: 'field', id: 1 });
    expect(at('form.pages[0].title')).toEqual({ kind: 'page', page: 0 });
    expect(at('work.access')).toBeNull();
  });

  it('every value that an option may have has a word, and every editor that is needed is there', () => {
    for (const type of fieldTypes)
      for (const [name, shape] of Object.entries(shapes[type])) {
        const words = (optionWords[type] as Record<string, (typeof optionWords)['text']['width']>)[name]!;
        if (words.edit === 'none') continue;
        if (shape.kind === 'one' || shape.kind === 'some')
          expect(Object.keys(words.values ?? {}).sort(), `${type}.${name}`).toEqual([...shape.values].sort());
        expect(shape.kind !== 'other' || words.edit !== undefined, `${type}.${name}`).toBe(true);
      }
  });

  it('types are found by other words, in any kana', () => {
    expect(findEntries('チェックボックス').map(([type]) => type)).toEqual(['multiple-choice']);
    expect(findEntries('ふりがな')).toEqual(findEntries('フリガナ'));
    expect(findEntries('')).toHaveLength(fieldTypes.length);
    for (const one of Object.values(palette)) expect([...one.help].length).toBeLessThanOrEqual(24);
  });
});

describe('between a page and the lines of a table', () => {
  const begun = run(begin(empty, 1), put('text'), put('lines'), put('number'));
  const [lines, number] = [begun.body.fields[1]!, begun.body.fields[2]!];

  it('a field goes in with its id, under a code of its own there, and comes out below the lines', () => {
    const twin = run(begun, (body, id) => addField(body, 'number', id, { lines: lines.id, index: 0 }));
    const inside = intoLines(twin.body, number.id, lines.id)!;
    const children = fieldByCode(inside.body, lines.code)!.fields!;
    expect(children.at(-1)).toMatchObject({ id: number.id, type: 'number' });
    expect(new Set(children.map((one) => one.code)).size).toBe(children.length);
    expect(inside.body.fields.some((one) => one.id === number.id)).toBe(false);
    expect(unplaced(inside.body)).toEqual([]);
    const out = outOfLines(inside.body, { kind: 'line', lines: lines.id, id: number.id })!;
    expect(out.body.fields.at(-1)?.id).toBe(number.id);
    expect(fieldByCode(out.body, lines.code)!.fields).toHaveLength(children.length - 1);
    expect(unplaced(out.body)).toEqual([]);
    expect(out.select).toEqual({ kind: 'field', id: number.id });
  });

  it('what records hold values of stays where it is, and the reason is said', () => {
    const published = new Map([[number.id, {}]]);
    expect(moveRefusal(begun.body, number, new Map(), lines)).toBeNull();
    expect(moveRefusal(begun.body, number, published, lines)).toContain('値が入っている');
    expect(moveRefusal(begun.body, number, published, null)).toContain('外へは出せません');
    expect(moveRefusal(begun.body, { ...lines, id: 99 }, new Map(), lines)).toContain(
      '明細の中には置けません',
    );
  });
});
