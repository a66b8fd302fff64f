/**
 * How long one answer takes to work through a form of 2 000 fields with 500 conditions: the model alone, a fresh
 * evaluation of the same form for comparison, and the whole way in Chromium (typing to shown), where there is one.
 *
 *   node bench/form-update.ts            # model
 *   node bench/form-update.ts --browser  # model and DOM
 */
import type { DefinedField, Json } from '#core/fields';
import { createFormState, type FormApp, prepareForm } from '#core/forms';
import { type Figure, finish } from './support/figures.ts';

const at = { today: '2026-11-21', now: '2026-11-21T10:00:00' };

/** Chains of conditions ten deep, sums over two hundred fields, and fields that depend on nothing. */
export function largeApp(fields = 2000, conditions = 500): FormApp {
  const list: DefinedField[] = [];
  const codes: string[] = [];
  for (let id = 1; id <= fields; id++) {
    const code = `項目${id}`;
    const field: DefinedField = {
      id,
      code,
      type: id % 3 === 0 ? 'number' : 'text',
      label: { ja: code },
      options: id % 3 === 0 ? { decimals: 0 } : { maxLength: 200 },
    };
    if (id <= conditions) {
      if (id % 50 === 0) {
        field.type = 'formula';
        field.options = { formula: `SUM(${numbers(fields, 200).join(', ')}) + ${id}` };
      } else if (id % 10 !== 1)
        field.visible = `項目${id - 1} <> ""`
          .replace(/項目(\d*50|\d*00) <> ""/, '項目$1 > 0')
          .replace(/項目(\d+) <> ""/, (text, n: string) => (Number(n) % 3 === 0 ? `項目${n} >= 0` : text));
      else field.required = '項目1 = "x"';
    }
    list.push(field);
    codes.push(code);
  }
  const form = {
    pages: [{ id: 'all', title: { ja: '全部' }, items: codes.map((code) => ({ field: code })) }],
  };
  return { id: 'large', fields: list, form };
}

const numbers = (fields: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `項目${fields - 3 * index - (fields % 3)}`);

function quantiles(times: number[]): { p50: number; p95: number; max: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function figure(name: string, { p50, p95, max }: ReturnType<typeof quantiles>, most?: number): Figure {
  return {
    name,
    value: p95,
    unit: 'ms',
    ...(most === undefined ? {} : { target: { at: 'most', value: most } }),
    detail: `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, longest ${max.toFixed(2)} ms`,
  };
}

function time(rounds: number, work: (round: number) => void): number[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work(round);
    times.push(performance.now() - start);
  }
  return times;
}

const app = largeApp();
const prepared = performance.now();
const form = prepareForm(app);
const preparing = (performance.now() - prepared).toFixed(0);
if (form.problems.some((each) => each.severity === 'error')) throw new Error('the large form has errors');

const answers: Record<string, Json> = {};
for (const field of form.fields)
  if (field.type !== 'formula') answers[String(field.id)] = field.type === 'number' ? '1' : 'a';
const state = createFormState(form, answers, at);
let seen = 0;
// A chain of ten, a requirement of fifty fields, a number in ten sums, and a field nobody looks at.
const typical: [number, (round: number) => Json][] = [
  [11, (round) => (round % 2 === 0 ? null : 'a')],
  [1, (round) => (round % 2 === 0 ? 'x' : 'y')],
  [1998, (round) => String(round)],
  [1999, (round) => `b${round}`],
];
const update = quantiles(
  time(2000, (round) => {
    const [id, value] = typical[round % typical.length] as (typeof typical)[number];
    seen += state.set(id, value(Math.floor(round / 4))).size;
  }),
);
const fresh = quantiles(time(50, () => void createFormState(form, state.answers, at)));
const figures = [
  figure('update of 2 000 fields with 500 conditions, the model alone', update),
  figure('  the same worked out anew instead', fresh),
];
if (process.argv.includes('--browser')) {
  const dom = await measureInBrowser();
  if (dom === null) console.log('browser: none found, skipped');
  else
    figures.unshift(
      figure('update of 2 000 fields with 500 conditions, typed to shown in Chromium', quantiles(dom), 50),
    );
}
finish({
  bench: 'form-update',
  figures,
  shares: [],
  method: [
    `chains of conditions ten deep, ten sums over 200 fields, one requirement of 50 fields; prepared once in ${preparing} ms`,
    `95th percentile of 400 answers in the browser (2 000 in the model, ${seen} changes shown); layout included`,
  ],
});

/** The page as the server draws it with its script as it is built; a change event until the page has answered it. */
async function measureInBrowser(): Promise<number[] | null> {
  const { chromium } = await import('playwright-core');
  const { launchOptions } = await import('../scripts/test/chromium.ts');
  const options = await launchOptions().catch(() => null);
  if (options === null) return null;
  const { html, script } = await drawPage();
  const browser = await chromium.launch(options);
  try {
    const page = await browser.newPage();
    await page.setContent(
      `<!doctype html><html lang="ja"><body>${html}<script type="module">${script}</script></body></html>`,
    );
    return await page.evaluate(
      (ids) => {
        const times: number[] = [];
        for (let round = 0; round < 400; round++) {
          const box = document.getElementById(`f${ids[round % ids.length]}`) as HTMLInputElement;
          box.value = round % 8 < 4 ? '' : `${round}`;
          const start = performance.now();
          box.dispatchEvent(new Event('change', { bubbles: true }));
          document.body.getBoundingClientRect();
          times.push(performance.now() - start);
        }
        return times;
      },
      [11, 2, 1998, 1999],
    );
  } finally {
    await browser.close();
  }
}

async function drawPage(): Promise<{ html: string; script: string }> {
  const { build, createServer } = await import('vite');
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { FormPage } = await server.ssrLoadModule('/src/core/forms/index.view.ts');
    const { createElement } = await import('react');
    const { renderToStaticMarkup } = await import('react-dom/server');
    const html = renderToStaticMarkup(
      createElement(FormPage, { form, page: 'all', answers, context: { ...at, language: 'ja' } }),
    );
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        target: ['chrome90', 'safari15'],
        rolldownOptions: { input: 'src/app/browser/form.ts', output: { codeSplitting: false } },
      },
    });
    const [chunk] = (Array.isArray(built) ? built : [built]).flatMap((each) =>
      'output' in each ? each.output : [],
    );
    return { html, script: chunk?.type === 'chunk' ? chunk.code : '' };
  } finally {
    await server.close();
  }
}
