/** Tests that a pack brings: answers, and what the form makes of them. Pure; the format stands in the packs' README. */
import type { App } from '#core/definitions';
import { type Graph, holdsPersonas, runPersonas } from '#core/facts';
import type { Json } from '#core/fields';
import { evaluateForm, prepareForm } from '#core/forms';
import { answersByCode, controlByCode } from './answers-by-code.ts';
import type { PackIndex, PackProblem, PackTestFile } from './model.ts';

interface Case {
  name?: unknown;
  from?: unknown;
  answers?: unknown;
  issues?: unknown;
  issuesInclude?: unknown;
  visible?: unknown;
  hidden?: unknown;
  calculated?: unknown;
}
type Written = Record<string, Json>;
type Add = (path: string, ja: string, en: string) => void;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const words = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;

/** Everything that came out differently from what the file says. */
export function runTests({ file, content }: PackTestFile, index: PackIndex, graph: Graph): PackProblem[] {
  const problems: PackProblem[] = [];
  const add: Add = (path, ja, en) => void problems.push({ file, path, level: 'error', ja, en });
  if (holdsPersonas(content)) {
    for (const { path, ja, en } of runPersonas(graph, content)) add(path, ja, en);
    return problems;
  }
  const test = isObject(content) ? content : {};
  const app = index.apps.get(String(test.app));
  if (app === undefined)
    add('app', `業務アプリ「${String(test.app)}」がありません。`, `There is no app “${String(test.app)}”.`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(test.today)))
    add('today', 'today は 2026-11-21 の形で書いてください。', 'today is written like 2026-11-21.');
  if (!Array.isArray(test.cases)) add('cases', 'cases に試験を並べてください。', 'cases is a list.');
  if (app === undefined || problems.length > 0) return problems;
  const form = prepareForm(app as never, undefined, (id) => index.layers.get(id));
  const context = { today: String(test.today), now: `${String(test.today)}T10:00:00`, language: 'ja' };
  const earlier = new Map<string, Written>();
  for (const [position, one] of (test.cases as Case[]).entries()) {
    const at: Add = (path, ja, en) =>
      add(`cases[${position}]${path === '' ? '' : `.${path}`}`, `「${String(one.name)}」${ja}`, en);
    const written = writtenOf(one, earlier, at);
    earlier.set(String(one.name), written);
    const { answers, unknown } = answersByCode(app as never, written);
    for (const code of unknown)
      at('answers', `「${code}」という項目はありません。`, `There is no field “${code}”.`);
    compare(app, one, evaluateForm(form, answers, context), at);
  }
  return problems;
}

/** Answers of an earlier case with changes: null takes one away, `子ども[1].学年` changes one of a line. */
function writtenOf(one: Case, earlier: ReadonlyMap<string, Written>, at: Add): Written {
  const before = typeof one.from === 'string' ? earlier.get(one.from) : undefined;
  if (one.from !== undefined && before === undefined)
    at('from', `「${String(one.from)}」という試験が前にありません。`, 'from names no earlier case.');
  const written: Written = structuredClone(before ?? {});
  for (const [code, value] of Object.entries(isObject(one.answers) ? (one.answers as Written) : {})) {
    const inner = /^([^[\].]+)\[(\d+)\]\.(.+)$/.exec(code);
    const lines = inner === null ? undefined : written[inner[1]!];
    const line = Array.isArray(lines) ? lines[Number(inner![2]) - 1] : undefined;
    const target = inner === null ? written : isObject(line) ? (line as Written) : null;
    if (target === null) at('answers', `「${code}」の行がありません。`, `There is no line for “${code}”.`);
    else if (value === null) delete target[inner?.[3] ?? code];
    else target[inner?.[3] ?? code] = value;
  }
  return written;
}

type Evaluation = ReturnType<typeof evaluateForm>;

function compare(app: App, one: Case, evaluation: Evaluation, at: Add): void {
  const control = (code: string, path: string): string => {
    const name = controlByCode(app as never, code);
    if (name === null) at(path, `「${code}」という項目はありません。`, `There is no field “${code}”.`);
    return name ?? '';
  };
  const found = new Set(evaluation.issues.map((issue) => issue.path));
  const touches = (name: string) =>
    [...found].some((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const expected = words(one.issues);
  for (const code of [...(expected ?? []), ...(words(one.issuesInclude) ?? [])]) {
    if (!touches(control(code, 'issues')))
      at('issues', `「${code}」は誤りになるはずが、なりません。`, `“${code}” should be wrong but is not.`);
  }
  if (expected !== null) {
    const allowed = expected.map((code) => control(code, 'issues'));
    for (const issue of evaluation.issues) {
      if (
        allowed.some(
          (name) =>
            issue.path === name || issue.path.startsWith(`${name}.`) || issue.path.startsWith(`${name}[`),
        )
      )
        continue;
      at(
        'issues',
        `思わぬ誤りが出ました（${issue.path}）：${issue.message}`,
        `Unexpected issue at ${issue.path}.`,
      );
    }
  }
  for (const code of words(one.visible) ?? []) {
    if (!evaluation.visibleFields.has(control(code, 'visible')))
      at('visible', `「${code}」は表示されるはずが、されません。`, `“${code}” should show.`);
  }
  for (const code of words(one.hidden) ?? []) {
    if (evaluation.visibleFields.has(control(code, 'hidden')))
      at('hidden', `「${code}」は隠れるはずが、表示されます。`, `“${code}” should be hidden.`);
  }
  for (const [code, value] of Object.entries(isObject(one.calculated) ? one.calculated : {})) {
    const result = evaluation.calculated[control(code, 'calculated')] ?? null;
    if (JSON.stringify(result) !== JSON.stringify(value))
      at(
        'calculated',
        `「${code}」は ${JSON.stringify(value)} のはずが ${JSON.stringify(result)} です。`,
        `“${code}” is ${JSON.stringify(result)}, not ${JSON.stringify(value)}.`,
      );
  }
}
