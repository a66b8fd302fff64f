/** The rules of all packs together, as the guide will use them. Pure. */
import { checkRules, type Graph, prepareGraph } from '#core/facts';
import type { PackContent, PackDefinition, PackProblem } from './model.ts';

/** The rule graph of the packs, all versions; and what a machine finds wrong with facts and rules, each at its file. */
export function checkGuide(packs: readonly PackContent[]): { graph: Graph; problems: PackProblem[] } {
  const { all, facts, procedures, evidence } = partsOf(packs);
  const prepared = prepareGraph(facts, procedures, evidence);
  const problems = checkRules(facts, procedures, evidence, prepared).map(
    ({ of, id, effectiveFrom, path, level, ja, en }) => {
      const one = all.find(
        ({ kind, id: other, body }) =>
          kind === of &&
          other === id &&
          (effectiveFrom === undefined || ('effectiveFrom' in body && body.effectiveFrom === effectiveFrom)),
      );
      return { file: one?.file ?? '', path, level, ja, en };
    },
  );
  return { graph: prepared.graph, problems };
}

function partsOf(packs: readonly PackContent[]) {
  const all = packs.flatMap((pack) => pack.definitions);
  const of = <K extends PackDefinition['kind']>(kind: K) =>
    all.flatMap((one) =>
      one.kind === kind ? [one.body as Extract<PackDefinition, { kind: K }>['body']] : [],
    );
  return { all, facts: of('fact'), procedures: of('procedure'), evidence: of('evidence') };
}
