/** How long rules like those of the guide take: by value, with all known to Kleene, and with half of it unknown. */
import { type Answers, compile, type Expr, envOf, readFormula, type ScopeField, scopeOf } from '../index.ts';
import { kleeneEnvOf, kleeneTrace, kleeneTruth, UNKNOWN, unknown } from './index.ts';

const field = (
  id: string,
  code: string,
  type: ScopeField['type'],
  item?: ScopeField['item'],
): ScopeField => ({
  id,
  code,
  label: code,
  type,
  item,
});
const member = scopeOf([
  field('11', '年齢', 'number'),
  field('12', '続柄', 'choice'),
  field('13', '在学', 'choice'),
  field('14', '障害者手帳', 'boolean'),
]);
const scope = scopeOf([
  field('1', '出来事', 'choice'),
  field('2', '異動日', 'date'),
  field('3', '区', 'choice'),
  field('4', '国保', 'boolean'),
  field('5', '所得', 'number'),
  field('6', '車', 'boolean'),
  field('10', '世帯員', 'collection', member),
]);
const texts = [
  'AND(出来事 = "moveIn", 国保)',
  'AND(出来事 = "moveIn", ANY(世帯員, 年齢 >= 75))',
  'AND(IN(出来事, "moveIn", "birth"), ANY(世帯員, 年齢 < 3))',
  'AND(出来事 = "moveOut", 車, 区 <> "門司区")',
  'AND(ANY(世帯員, 障害者手帳), 所得 < 3000000)',
  'AND(出来事 = "death", OR(国保, ANY(世帯員, 年齢 >= 65)))',
  'AND(異動日 <= TODAY(), COUNTIF(世帯員, 在学 = "小学校") > 0)',
  'AND(出来事 = "birth", SUM(所得) < 6000000)',
];

const answers: Answers = {
  1: 'moveIn',
  2: '2026-03-20',
  3: '門司区',
  4: true,
  5: '2500000',
  6: false,
  10: [
    { 11: '41', 12: '本人', 13: '', 14: false },
    { 11: '39', 12: '配偶者', 13: '', 14: false },
    { 11: '8', 12: '子', 13: '小学校', 14: false },
    { 11: '76', 12: '母', 13: '', 14: true },
  ],
};
const half: Answers = {
  ...answers,
  4: UNKNOWN,
  5: unknown({ from: 0, to: 99_999_999 }),
  10: {
    items: [
      { 11: '41', 12: '本人', 13: '', 14: UNKNOWN },
      { 11: unknown({ from: 0, to: 120 }), 12: UNKNOWN, 13: UNKNOWN, 14: UNKNOWN },
    ],
    complete: false,
  },
};
const at = { today: '2026-04-01', now: '2026-04-01T09:00:00' };
const rules = 2230;

/** The time of each over many rounds, taken in turn, of this thread alone: the clock of a thread counts in ticks. */
function mean(each: readonly (() => void)[]): number[] {
  const rounds = 200;
  const total = each.map(() => 0);
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  for (let round = -20; round < rounds; round++)
    for (const [index, run] of each.entries()) {
      const from = used();
      run();
      if (round >= 0) total[index] = (total[index] as number) + used() - from;
    }
  return total.map((time) => time / rounds);
}

/** Lines for a page of figures. */
export function kleeneSpeed(): [string, string][] {
  const exprs = Array.from({ length: rules }, (_, n): Expr => {
    const { expr, issues } = readFormula(texts[n % texts.length] as string, scope);
    if (expr === undefined) throw new Error(issues[0]?.message);
    return expr;
  });
  const [values, truths, traces] = [
    exprs.map(compile),
    exprs.map(kleeneTruth),
    exprs.map((each) => kleeneTrace(each)),
  ];
  const [known, all, some] = [envOf(answers, at), kleeneEnvOf(answers, at), kleeneEnvOf(half, at)];
  const run =
    <Env>(ready: readonly ((env: Env) => unknown)[], env: Env) =>
    () => {
      for (const each of ready) each(env);
    };
  const runs = [run(values, known), run(truths, all), run(truths, some), run(traces, some)];
  const [value = 0, whole = 0, part = 0, traced = 0] = mean(runs);
  const perhaps = truths.filter((each) => each(some) === 'perhaps').length;
  const ms = (time: number) => `${time.toFixed(2)} ms`;
  return [
    [
      `${rules} rules of a guide, once`,
      `by value ${ms(value)}; Kleene with all known ${ms(whole)} (${(whole / value).toFixed(2)} times); in part unknown ${ms(part)}, ${perhaps} undecided; with what they depend on ${ms(traced)}`,
    ],
  ];
}
