import { expect, test } from 'vitest';
import { fieldTypes } from '#core/fields';
import { planAnalysis } from './plan-analysis.ts';

/** mulberry32 */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

interface Made {
  id: number;
  code: string;
  type: string;
  classification?: string;
  options: Record<string, unknown>;
  fields?: Made[];
}

const choices = ['甲', '乙'].map((value) => ({ value, label: { ja: value }, points: 1 }));
const optionsOf = (type: string): Record<string, unknown> => {
  if (type.includes('choice')) return { choices };
  if (type === 'area') return { point: 'どこにもない', layer: 'ward' };
  if (type === 'reference' || type === 'related') return { app: 'other', match: [] };
  return {};
};

/** An app with fields of every type and class, formulas over any of them, lookups that copy, and rules that narrow. */
function madeApp(seed: number): { app: never; fields: Made[]; masked: Set<string>; texts: Set<string> } {
  const below = randomOf(seed);
  let id = 0;
  const made = (type: string): Made => {
    id += 1;
    const classes = [undefined, undefined, 'public', 'internal', 'personal', 'sensitive', 'sealed'];
    const classification = classes[below(classes.length)];
    return {
      id,
      code: `欄${id}`,
      type,
      options: optionsOf(type),
      ...(classification === undefined ? {} : { classification }),
      label: { ja: `欄${id}` },
    } as Made;
  };
  const plain = fieldTypes.filter((type) => !['lines', 'formula', 'household-members'].includes(type));
  const some = (count: number) => Array.from({ length: count }, () => made(plain[below(plain.length)]!));
  const formula = (before: readonly Made[]): Made => {
    const one = made('formula');
    const [a, b] = [0, 1].map(() => before[below(before.length)]!.code);
    return { ...one, options: { formula: `IF(OR(ISBLANK(${a}), ISBLANK(${b})), 1, 2)` } };
  };
  const fields = some(4 + below(5));
  const inner = some(2 + below(2));
  inner.push(formula(inner));
  const lines = { ...made('lines'), fields: inner };
  fields.push(lines);
  for (let count = 0; count < 3; count += 1)
    fields.push(formula(fields.filter((one) => one.type !== 'lines')));
  const total = made('formula');
  fields.push({
    ...total,
    options: { formula: `COUNTIF(${lines.code}, ISBLANK(${inner[below(inner.length)]!.code}))` },
  });
  if (below(2) === 0) {
    const into = fields[below(4)]!;
    fields.push({
      ...made('lookup'),
      options: { app: 'other', key: 'k', copy: [{ from: 'x', to: into.code }] },
    });
  }
  const masked = new Set(fields.filter(() => below(6) === 0).map((one) => one.code));
  const paths = fields.flatMap((one) => [
    String(one.id),
    ...(one.fields ?? []).map((child) => `${one.id}.${child.id}`),
  ]);
  const app = {
    kind: 'app',
    id: 'made',
    title: { ja: '試し' },
    fields,
    form: { pages: [] },
    work: {
      access: [{ who: [{ everyone: true }], may: ['view'] }],
      fieldAccess: [...masked].map((code) => ({ fields: [code], read: [{ who: [{ role: 'decide' }] }] })),
    },
  };
  return { app: app as never, fields, masked, texts: new Set(paths.filter(() => below(2) === 0)) };
}

/** Written down by hand, not taken from the code: what may be read, and what may be typed into freely. */
const harmless = new Set(
  (
    'number money date time date-time choice multiple-choice score-choice yes-no consent corporate-number auto-number ' +
    'status created-at updated-at department group formula lines'
  ).split(' '),
);
const free = new Set(['text', 'long-text', 'link', 'code-scan']);

/** Codes that may be read, by what stands in the definition alone. */
function allowed({ fields, masked, texts }: ReturnType<typeof madeApp>): Set<string> {
  const copied = new Set(
    fields.flatMap((one) => ((one.options.copy ?? []) as { to: string }[]).map(({ to }) => to)),
  );
  const all = fields.flatMap((one) => [
    { field: one, path: String(one.id), lines: undefined as Made | undefined },
    ...(one.fields ?? []).map((child) => ({ field: child, path: `${one.id}.${child.id}`, lines: one })),
  ]);
  const bad = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const { field, path, lines } of all) {
      if (bad.has(field.code)) continue;
      const said = [...String(field.options.formula ?? '').matchAll(/欄\d+/g)].map((one) => one[0]);
      const fine =
        (harmless.has(field.type) || (free.has(field.type) && texts.has(path))) &&
        !['personal', 'sensitive', 'sealed'].includes(field.classification ?? '') &&
        !masked.has(field.code) &&
        !copied.has(field.code) &&
        (lines === undefined || !bad.has(lines.code)) &&
        !said.some((code) => bad.has(code));
      if (fine) continue;
      bad.add(field.code);
      grown = true;
    }
  }
  return new Set(all.map((one) => one.field.code).filter((code) => !bad.has(code)));
}

test('over random apps nothing personal, sealed, narrowed, copied or worked out from it is in a view', () => {
  const seen = { fields: 0, formulas: 0, left: new Set<string>() };
  for (let seed = 1; seed <= 400; seed += 1) {
    const one = madeApp(seed);
    const plan = planAnalysis(one.app, one.texts);
    const may = allowed(one);
    const shown = plan.tables.flatMap((table) => table.fields.map(({ field }) => field));
    for (const field of shown) expect(may.has(field.code), `seed ${seed}: ${field.code}`).toBe(true);
    // And nothing is kept back that is not a formula: those must compile too.
    const kept = plan.left.filter(({ field }) => may.has(field.code) && field.type !== 'formula');
    expect(
      kept.map((each) => each.field.code),
      `seed ${seed}`,
    ).toEqual([]);
    seen.fields += shown.length;
    seen.formulas += shown.filter((field) => field.type === 'formula').length;
    for (const { why } of plan.left) seen.left.add(why);
  }
  // The walk met what it is about.
  expect(seen.fields).toBeGreaterThan(400);
  expect(seen.formulas).toBeGreaterThan(20);
  expect([...seen.left].sort()).toEqual(
    'calculated copied file formatted masked otherApp personal place sealed staff text'.split(' ').sort(),
  );
});

test('what changes with the day or the reader stays out', () => {
  const app = {
    id: 'made',
    title: { ja: '試し' },
    fields: [
      { id: 1, code: '受付日', type: 'date', label: { ja: '受付日' }, options: {} },
      {
        id: 2,
        code: '経過',
        type: 'formula',
        label: { ja: '経過' },
        options: { formula: 'AGE(受付日)' },
      },
    ],
    form: { pages: [] },
    work: { access: [] },
  };
  const plan = planAnalysis(app as never, new Set());
  expect(plan.left.map((one) => [one.field.code, one.why])).toEqual([['経過', 'moment']]);
});
