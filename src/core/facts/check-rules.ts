/** What a machine can say about rules before anybody meets them: rules that mean nothing, questions nobody can answer. */
import { casesFor } from './cases.ts';
import { checkFacts } from './check-facts.ts';
import { decideOne } from './decide.ts';
import type { Graph, GraphIssue, PreparedVersion } from './graph.ts';
import type { Decision, Evidence, Fact, Known, RuledProcedure, Truth } from './model.ts';
import { prepareGraph } from './prepare.ts';
import { openTalk } from './talk.ts';

/** Everything wrong with facts and rules together. Deterministic; bounded for each rule. */
export function checkRules(
  facts: readonly Fact[],
  procedures: readonly RuledProcedure[],
  evidence: readonly Evidence[] = [],
  prepared = prepareGraph(facts, procedures, evidence),
): GraphIssue[] {
  const { graph, issues } = prepared;
  const found = [...issues, ...checkFacts(graph)];
  const ids = new Set(procedures.map((one) => one.id));
  for (const versions of graph.procedures.values())
    for (const version of versions) found.push(...checkVersion(graph, version, ids));
  return found;
}

type Add = (path: string, level: GraphIssue['level'], ja: string, en: string) => void;

function checkVersion(graph: Graph, version: PreparedVersion, ids: ReadonlySet<string>): GraphIssue[] {
  const { body } = version;
  const issues: GraphIssue[] = [];
  const add: Add = (path, level, ja, en) =>
    void issues.push({
      of: 'procedure',
      id: body.id,
      effectiveFrom: body.effectiveFrom,
      path,
      level,
      ja,
      en,
    });
  checkMeaning(graph, version, add);
  checkDeadline(body, add);
  for (const key of ['follows', 'excludes'] as const)
    for (const [at, id] of (body[key] ?? []).entries())
      if (!ids.has(id) || id === body.id)
        add(
          `${key}[${at}]`,
          'error',
          `手続「${id}」がありません。id を直してください。`,
          `There is no other procedure “${id}”.`,
        );
  for (const [at, { document, instead }] of (body.documentRules ?? []).entries())
    for (const ref of [document, ...(instead ?? [])])
      if (typeof ref === 'string' && !graph.evidence.has(ref))
        add(
          `documentRules[${at}].document`,
          'error',
          `必要なもの「${ref}」がありません。evidence に加えるか、id を直してください。`,
          `There is no evidence “${ref}”.`,
        );
  if (body.visit?.needed === true && body.visit.why === undefined)
    add('visit.why', 'warning', '来庁が要る理由（why）を書いてください。', 'Say why a visit is needed.');
  checkExcluded(graph, version, add);
  return issues;
}

/** Rules that say the same whatever people answer. */
function checkMeaning(graph: Graph, version: PreparedVersion, add: Add): void {
  const { all, complete } = casesFor(graph, [version.applies], version.body.effectiveFrom);
  const decide = alone(graph, version);
  const outcomes = new Set<Truth>();
  for (const known of all()) {
    outcomes.add(decide(known).outcome);
    if (outcomes.has(true) && outcomes.has(false)) return;
  }
  const level = complete ? 'error' : 'warning';
  if (!outcomes.has(true))
    add(
      'rule.applies',
      level,
      'この手続に当てはまる人がいません。条件を見直してください。',
      'This rule can never apply.',
    );
  else
    add(
      'rule.applies',
      level,
      '条件がいつも成り立ちます。だれのどんなときの手続かを書いてください。',
      'This rule always applies.',
    );
}

function checkDeadline({ deadlineRule: rule }: RuledProcedure, add: Add): void {
  if (rule === undefined) return;
  const lengths = [rule.days, rule.weeks, rule.months, rule.years].filter((one) => one !== undefined).length;
  if (lengths > 1)
    add(
      'deadlineRule',
      'error',
      '期間は days・weeks・months・years のどれか一つで書いてください。',
      'Give one length only.',
    );
  if (lengths > 0 && rule.until !== undefined)
    add(
      'deadlineRule.until',
      'error',
      '期間（days など）か until の、どちらか一方にしてください。',
      'Give a length or until, not both.',
    );
  if (lengths > 0 && rule.from === undefined)
    add(
      'deadlineRule.from',
      'error',
      '期間を数え始める日（from）を書いてください。',
      'Say from which day the period counts.',
    );
}

/** Procedures that exclude each other, and a situation in which both apply. */
function checkExcluded(graph: Graph, version: PreparedVersion, add: Add): void {
  for (const [at, id] of (version.body.excludes ?? []).entries()) {
    const other = graph.procedures.get(id)?.find((one) => overlap(graph, version, one));
    if (other === undefined) continue;
    const { all } = casesFor(graph, [version.applies, other.applies], later(version, other));
    const [decide, decideOther] = [alone(graph, version), alone(graph, other)];
    const clash = first(all(), (known) => bothApply(decide(known), decideOther(known)));
    if (clash !== undefined)
      add(
        `excludes[${at}]`,
        'error',
        `同時に当てはまらないはずの「${id}」も当てはまります（${told(graph, clash)}）。`,
        `Applies together with “${id}”, which it excludes (${told(graph, clash)}).`,
      );
  }
}

const later = (a: PreparedVersion, b: PreparedVersion): string =>
  a.body.effectiveFrom > b.body.effectiveFrom ? a.body.effectiveFrom : b.body.effectiveFrom;

/** Whether both are in force on some day. */
function overlap(graph: Graph, a: PreparedVersion, b: PreparedVersion): boolean {
  const ends = ({ body }: PreparedVersion) =>
    graph.procedures.get(body.id)?.find((one) => one.body.effectiveFrom > body.effectiveFrom)?.body
      .effectiveFrom ?? '9999-12-31';
  return a.body.effectiveFrom < ends(b) && b.body.effectiveFrom < ends(a);
}

function bothApply(one: Decision, other: Decision): boolean {
  if (one.outcome !== true || other.outcome !== true) return false;
  if (one.members === undefined || other.members === undefined) return true;
  return one.members.some((each, at) => each.outcome === true && other.members?.[at]?.outcome === true);
}

/** What one version by itself says of situations, on whatever day. */
export function alone(graph: Graph, version: PreparedVersion): (known: Known) => Decision {
  const { id } = version.body;
  const always = { ...version, body: { ...version.body, effectiveFrom: '0001-01-01' } };
  const only: Graph = { ...graph, procedures: new Map([[id, [always]]]) };
  return (known) => decideOne(openTalk(only, known), id, known.events[0]!);
}

/** The first that fits. */
export function first<T>(all: Iterable<T>, fits: (one: T) => boolean): T | undefined {
  for (const one of all) if (fits(one)) return one;
  return undefined;
}

function told(graph: Graph, { events, household, members }: Known): string {
  const words = (answers: object) =>
    Object.entries(answers).map(
      ([id, answer]) => `${graph.facts.get(id)?.fact.code ?? id}=${String(answer)}`,
    );
  return [
    ...words(events[0]?.answers ?? {}),
    ...words(household),
    ...(members?.list ?? []).flatMap((one) => words(one.answers)),
  ].join('、');
}
