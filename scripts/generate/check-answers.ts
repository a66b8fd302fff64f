/** Runs the tests of a pack's apps and the answers of its sample cases through the forms, until `pack check` does. */
import { readdirSync, readFileSync } from 'node:fs';
import { checkAppFormulas, evaluateForm, type FormApp, prepareForm } from '../../src/core/forms/index.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type ByCode = Record<string, Json>;
interface Test {
  name: string;
  from?: string;
  answers: ByCode;
  issues?: string[];
  issuesInclude?: string[];
  visible?: string[];
  hidden?: string[];
  calculated?: ByCode;
}
type Field = FormApp['fields'][number];

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const apps = new Map<string, FormApp>(
  readdirSync('packs/demo/apps').map((file) => {
    const app = read(`packs/demo/apps/${file}`) as FormApp;
    return [app.id, app];
  }),
);

/** Answers by code, as tests and cases are written, to answers by field id. Lines get the keys k1, k2 … */
export function byId(fields: readonly Field[], answers: ByCode): ByCode {
  const result: ByCode = {};
  for (const [code, value] of Object.entries(answers)) {
    const field = fields.find((each) => each.code === code);
    if (field === undefined) throw new Error(`no field ${code}`);
    if (value === null) continue;
    if (field.type === 'lines' || field.type === 'household-members') {
      result[field.id] = (value as ByCode[]).map((line, index) => ({
        key: `k${index + 1}`,
        values: byId(field.fields ?? [], line),
      }));
    } else if (
      Array.isArray(value) &&
      value.some((one) => typeof one === 'object' && one !== null && '$file' in one)
    ) {
      result[field.id] = (value as { $file: string }[]).map(({ $file }) => ({
        fileId: $file,
        name: $file,
        type: $file.endsWith('pdf') ? 'application/pdf' : $file.endsWith('png') ? 'image/png' : 'image/jpeg',
        bytes: 1000,
      }));
    } else result[field.id] = value;
  }
  return result;
}

/** `子ども[1].学年` to `f10[k1].f14`. */
export function control(app: FormApp, path: string): string {
  const [, code = path, line, child] = /^(.+?)\[(\d+)\]\.(.+)$/.exec(path) ?? [];
  const field = app.fields.find((each) => each.code === code);
  if (field === undefined) throw new Error(`no field ${path}`);
  if (line === undefined) return `f${field.id}`;
  const inner = field.fields?.find((each) => each.code === child);
  if (inner === undefined) throw new Error(`no field ${path}`);
  return `f${field.id}[k${line}].f${inner.id}`;
}

/** `answers` over those of an earlier test; null takes away, `子ども[1].学年` changes one line. */
function over(base: ByCode, answers: ByCode): ByCode {
  const result = structuredClone(base);
  for (const [path, value] of Object.entries(answers)) {
    const [, code, line, child] = /^(.+?)\[(\d+)\]\.(.+)$/.exec(path) ?? [];
    if (code !== undefined && child !== undefined)
      (result[code] as ByCode[])[Number(line) - 1]![child] = value;
    else result[path] = value;
  }
  return result;
}

const context = (today: string) => ({ today, now: `${today}T10:00:00`, language: 'ja' });
const problems: string[] = [];
let count = 0;
for (const app of apps.values())
  for (const { path, message, remedy } of checkAppFormulas(app))
    problems.push(`${app.id} ${path}: ${message}${remedy}`);

for (const file of readdirSync('packs/demo/tests')) {
  const suite = read(`packs/demo/tests/${file}`) as { app: string; today: string; cases: Test[] };
  const app = apps.get(suite.app)!;
  const form = prepareForm(app);
  const known = new Map<string, ByCode>();
  for (const test of suite.cases) {
    count++;
    const answers = over(test.from === undefined ? {} : known.get(test.from)!, test.answers);
    known.set(test.name, answers);
    const got = evaluateForm(form, byId(app.fields, answers) as never, context(suite.today));
    const fail = (text: string) => problems.push(`${suite.app} 「${test.name}」: ${text}`);
    const at = new Set(got.issues.map((issue) => issue.path));
    const under = (name: string) => [...at].some((path) => path === name || path.startsWith(`${name}.`));
    for (const code of [...(test.issues ?? []), ...(test.issuesInclude ?? [])])
      if (!under(control(app, code))) fail(`no issue at ${code}`);
    if (test.issues !== undefined) {
      const wanted = test.issues.map((code) => control(app, code));
      for (const { path, message } of got.issues)
        if (!wanted.some((name) => path === name || path.startsWith(`${name}.`)))
          fail(`issue ${path} ${message}`);
    }
    for (const code of test.visible ?? [])
      if (!got.visibleFields.has(control(app, code))) fail(`${code} is hidden`);
    for (const code of test.hidden ?? [])
      if (got.visibleFields.has(control(app, code))) fail(`${code} shows`);
    for (const [code, value] of Object.entries(test.calculated ?? {})) {
      const is = got.calculated[control(app, code)] ?? null;
      if (is !== value) fail(`${code} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`);
    }
  }
}
const samples = read('packs/demo/samples/cases.json') as {
  today: string;
  cases: { id: string; procedure: string; answers: ByCode; arrivedDaysAgo: number }[];
};
for (const one of samples.cases) {
  const app = apps.get(one.procedure)!;
  const got = evaluateForm(prepareForm(app), byId(app.fields, one.answers) as never, context(samples.today));
  for (const { path, message } of got.issues) problems.push(`case ${one.id}: ${path} ${message}`);
}
for (const problem of problems) console.log(problem);
console.log(`${count} tests, ${samples.cases.length} cases, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
