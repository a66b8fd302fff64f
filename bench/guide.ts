/**
 * Issue 5, acceptance 1 (numbers of pages), 2 and 3 (first figure): the rule graph of the guide.
 * Usage: node bench/guide.ts [households] [seed]
 */
import path from 'node:path';
import { decide, nextQuestion, openTalk, prepareGraph, randomHousehold, randomOf } from '#core/facts';
import { readPack } from '#core/packs.server';
import { writePage } from '../e2e/support/proof-page.ts';
import { bruteForce } from '../src/core/facts/brute-force.testing.ts';
import { directly } from '../src/core/facts/direct.testing.ts';
import { randomGraph } from '../src/core/facts/random-graph.testing.ts';
import { orderOf, smallGraph } from '../src/core/facts/small-order.testing.ts';
import { talkThrough } from '../src/core/facts/talk-through.testing.ts';
import { median } from './support/figures.ts';

const households = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 20_261_122);
const today = '2026-11-22';
const percentile = (all: readonly number[], share: number) =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
/** Of this thread alone: a machine with other work to do makes the clock say more. */
const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const ms = (value: number) => `${value.toFixed(2)} ms`;

/** The city of the acceptance: every procedure, every fact. */
function speed(): [string, string][] {
  const { facts, procedures } = randomGraph({ facts: 300, procedures: 2230, seed });
  const started = performance.now();
  const { graph, issues } = prepareGraph(facts, procedures);
  const prepared = performance.now() - started;
  if (issues.length > 0) throw new Error(JSON.stringify(issues.slice(0, 3)));
  const questions: number[] = [];
  const worked: number[] = [];
  const byValue: number[] = [];
  const warm = 30;
  const pages: number[] = [];
  for (let nr = 0; nr < warm + 60; nr++) {
    const random = randomOf(seed + nr);
    const full = randomHousehold(facts, today, random);
    const talk = talkThrough(graph, full, random, (work) => {
      const [from, busy] = [performance.now(), cpu()];
      const page = work();
      // The first households warm the process up, as those of a morning do.
      if (nr >= warm) {
        questions.push(performance.now() - from);
        worked.push(cpu() - busy);
      }
      return page;
    });
    if (nr >= warm) pages.push(talk.pages.length);
    const from = performance.now();
    directly(graph, full);
    if (nr >= warm) byValue.push(performance.now() - from);
  }
  const asked = facts.filter((one) => one.derived === undefined && one.role !== 'event').length;
  const [p50, p99] = [median(questions), percentile(questions, 0.99)];
  if (p99 > 5) process.exitCode = 1;
  if (median(pages) > asked / 2) process.exitCode = 1;
  return [
    ['graph', `${procedures.length} procedures, ${facts.length} facts, made ready in ${ms(prepared)}`],
    [
      'next question',
      `median ${ms(p50)}, p99 ${ms(p99)} of ${questions.length} (wanted p99 ≤ 5 ms), each from what was posted, nothing kept but what rules gave for others; of the processor's time median ${ms(median(worked))}, p99 ${ms(percentile(worked, 0.99))}`,
    ],
    [
      'next question / all rules once by value',
      `${(p50 / median(byValue)).toFixed(2)} (median ${ms(median(byValue))})`,
    ],
    [
      'pages to the plan',
      `median ${median(pages)}, p95 ${percentile(pages, 0.95)}; asking every fact: ${asked} (wanted at most half)`,
    ],
  ];
}

/** Small enough for the best possible order to be worked out. */
function order(): [string, string][] {
  const found: number[] = [];
  for (let nr = 0; nr < 60; nr++) {
    const { best, ours } = orderOf(smallGraph(seed + nr));
    if (best > 0) found.push(ours / best);
  }
  const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
  const worst = Math.max(...found);
  if (mean > 1.5) process.exitCode = 1;
  return [
    [
      'pages against the best possible order',
      `${mean.toFixed(3)} on average, ${worst.toFixed(3)} at worst, ${found.length} graphs of 7 facts and 12 rules (wanted ≤ 1.5)`,
    ],
  ];
}

/** Every household, as it is and with answers missing. */
async function proof(): Promise<[string, string][]> {
  const pack = await readPack(path.resolve(import.meta.dirname, '../packs/base'));
  const of = <K extends string>(kind: K) =>
    pack.definitions.flatMap((one) => (one.kind === kind ? [one.body] : [])) as never[];
  const base = prepareGraph(of('fact'), of('procedure'), of('evidence')).graph;
  const made = randomGraph({ facts: 45, procedures: 90, seed, versions: 12 });
  const graphs = [
    [`packs/base (${[...base.procedures.values()].flat().length} rules, ${base.facts.size} facts)`, base],
    [
      `a made graph (${made.procedures.length} rules, ${made.facts.length} facts)`,
      prepareGraph(made.facts, made.procedures).graph,
    ],
  ] as const;
  return graphs.map(([name, graph], at) => {
    const count = at === 0 ? households : Math.ceil(households / 5);
    const started = performance.now();
    const found = bruteForce(graph, { households: count, seed, today, completions: 2 });
    for (const line of found.wrong) console.log(line);
    if (found.wrong.length > 0) process.exitCode = 1;
    return [
      `households over ${name}`,
      `${count}: with everything known ${found.applied} procedures apply, as by direct evaluation; with answers missing ${found.settled} decisions settled and ${found.perhaps} perhaps, each held against 3 completions; ${found.wrong.length} wrong; ${((performance.now() - started) / 1000).toFixed(0)} s`,
    ];
  });
}

/** Pages by the size of the household, over the pack's own rules. */
async function pagesBySize(): Promise<[string, string][]> {
  const pack = await readPack(path.resolve(import.meta.dirname, '../packs/base'));
  const of = <K extends string>(kind: K) =>
    pack.definitions.flatMap((one) => (one.kind === kind ? [one.body] : [])) as never[];
  const { graph } = prepareGraph(of('fact'), of('procedure'), of('evidence'));
  const facts = [...graph.facts.values()].map((one) => one.fact);
  const bySize = new Map<number, number[]>();
  for (let nr = 0; nr < 1000; nr++) {
    const random = randomOf(seed * 7 + nr);
    const full = randomHousehold(facts, today, random);
    const { pages, known } = talkThrough(graph, full, random);
    if (decide(openTalk(graph, known)).length < 0 || nextQuestion(openTalk(graph, known)) !== null)
      throw new Error('not at its end');
    const size = full.members!.list.length;
    bySize.set(size, [...(bySize.get(size) ?? []), pages.length]);
  }
  const rows = [...bySize]
    .sort((a, b) => a[0] - b[0])
    .map(
      ([size, pages]) => `${size}: ${(pages.reduce((sum, one) => sum + one, 0) / pages.length).toFixed(1)}`,
    );
  return [['pages to the plan over packs/base, by people in the household', rows.join('; ')]];
}

writePage(
  'guide',
  'The rule graph of the guide',
  'Issue 5, acceptance 2 and the figures of 1 and 3 that need no browser.',
  [...speed(), ...order(), ...(await pagesBySize()), ...(await proof()), ['seed', String(seed)]],
);
