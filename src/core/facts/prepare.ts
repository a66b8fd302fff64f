/** The rule graph made ready: formulas read, checked and compiled once, facts indexed by what needs them. */
import { type Expr, ofTheMoment, readFormula, references, type Scope, type Type } from '#kernel/formula';
import { compileKleene, kleeneTrace, kleeneTruth, kleeneValueTrace } from '#kernel/formula/kleene';
import { cyclesAmong } from './cycles.ts';
import type { Check, Graph, GraphIssue, PreparedFact, PreparedVersion, Sight } from './graph.ts';
import { collectLiterals, cutsOf, type Literals, mentions, noLiterals } from './literals.ts';
import type { Evidence, Fact, RuledProcedure } from './model.ts';
import { anchored, asOfId, factScope, membersCode, typeOfFact } from './scope.ts';

/** Reads all formulas. What has an error is left out of the graph and named in the issues: the rest still works. */
export function prepareGraph(
  facts: readonly Fact[],
  procedures: readonly RuledProcedure[],
  evidence: readonly Evidence[] = [],
): { graph: Graph; issues: GraphIssue[] } {
  return new Preparing(facts).graph(procedures, evidence);
}

class Preparing {
  readonly issues: GraphIssue[] = [];
  readonly scope;
  readonly prepared = new Map<string, PreparedFact>();
  /** Facts a fact's own formulas name. */
  readonly uses = new Map<string, ReadonlySet<string>>();
  readonly membersFact: string | undefined;
  private readonly byId: ReadonlyMap<string, Fact>;
  private readonly nrs: ReadonlyMap<string, number>;
  private next = 0;
  /** Collects what the formulas of one version name. */
  private naming = new Set<string>();
  private readonly bases = new Map<string, ReadonlySet<string>>();

  constructor(facts: readonly Fact[]) {
    this.byId = new Map(facts.map((one) => [one.id, one]));
    this.nrs = new Map([[asOfId, 0], ...facts.map((one, at): [string, number] => [one.id, at + 1])]);
    this.scope = factScope(facts);
    this.membersFact = facts.find((one) => one.type === 'members' && one.code === membersCode)?.id;
    for (const fact of facts) this.uses.set(fact.id, this.usesOf(fact));
    const circular = new Set<string>();
    for (const cycle of cyclesAmong(this.uses)) {
      for (const id of cycle) circular.add(id);
      const names = [...cycle, cycle[0]!]
        .map((id) => facts.find((one) => one.id === id)?.code ?? id)
        .join('→');
      this.issues.push({
        of: 'fact',
        id: cycle[0]!,
        path: 'derived',
        level: 'error',
        ja: `状況が循環しています：${names}。どれかの式から参照を外してください。`,
        en: `Facts rest on each other in a circle: ${names}.`,
      });
    }
    for (const fact of facts) if (circular.has(fact.id)) this.uses.set(fact.id, new Set());
    for (const fact of facts) {
      const person = fact.scope === 'person';
      const told = (path: string) => ({ of: 'fact', id: fact.id, path }) as const;
      const whole = !circular.has(fact.id);
      const type = fact.type === 'members' ? undefined : typeOfFact(fact);
      const derived =
        fact.derived === undefined || !whole
          ? undefined
          : this.check(fact.derived, person, type, told('derived'));
      const askIf =
        fact.askIf === undefined || !whole
          ? undefined
          : this.check(fact.askIf, person, 'boolean', told('askIf'));
      this.prepared.set(fact.id, {
        fact,
        nr: this.nrs.get(fact.id) ?? 0,
        ...(derived === undefined ? {} : { derived }),
        ...(askIf === undefined ? {} : { askIf }),
        asked: fact.derived === undefined && fact.question !== undefined,
        base: this.baseOf(fact.id),
        uses: this.uses.get(fact.id) ?? new Set(),
      });
    }
  }

  graph(
    procedures: readonly RuledProcedure[],
    evidence: readonly Evidence[],
  ): { graph: Graph; issues: GraphIssue[] } {
    const byId = new Map<string, PreparedVersion[]>();
    for (const body of procedures) {
      const version = this.version(body);
      if (version === undefined) continue;
      byId.set(
        body.id,
        [...(byId.get(body.id) ?? []), version].sort((a, b) =>
          a.body.effectiveFrom < b.body.effectiveFrom ? -1 : 1,
        ),
      );
    }
    const role = (name: string) => [...this.prepared.values()].find((one) => one.fact.role === name)?.fact.id;
    const graph: Graph = {
      facts: this.prepared,
      numbered: [undefined, ...this.prepared.values()],
      evidence: new Map(evidence.map((one) => [one.id, one])),
      procedures: byId,
      eventFact: role('event'),
      dateFact: role('eventDate'),
      membersFact: this.membersFact,
      kept: new Map(),
      codes: [],
    };
    return { graph, issues: this.issues };
  }

  private version(body: RuledProcedure): PreparedVersion | undefined {
    const { rule, deadlineRule, feeRule } = body;
    if (rule === undefined) return undefined;
    const told = (path: string) =>
      ({ of: 'procedure', id: body.id, effectiveFrom: body.effectiveFrom, path }) as const;
    const household = (text: string | undefined, type: Wanted, path: string, per = rule.per) =>
      text === undefined ? undefined : this.check(text, per === 'person', type, told(path));
    this.naming = new Set();
    const names = this.naming;
    const applies = household(rule.applies, 'boolean', 'rule.applies');
    if (applies === undefined) return undefined;
    const some = <K extends string>(key: K, check: Check | undefined) =>
      (check === undefined ? {} : { [key]: check }) as { [key in K]?: Check };
    return {
      body,
      names,
      applies,
      ...some('who', household(rule.who, 'boolean', 'rule.who', 'person')),
      ...some('from', household(deadlineRule?.from, 'date', 'deadlineRule.from')),
      ...some('earliest', household(deadlineRule?.earliest, 'date', 'deadlineRule.earliest')),
      ...some('until', household(deadlineRule?.until, 'date', 'deadlineRule.until')),
      ...some('yen', household(feeRule?.yen, 'number', 'feeRule.yen', feeRule?.per)),
      reductions: (feeRule?.reductions ?? []).flatMap(({ when, yen, text }, at) => {
        const holds = household(when, 'boolean', `feeRule.reductions[${at}].when`, feeRule?.per);
        const price = household(yen, 'number', `feeRule.reductions[${at}].yen`, feeRule?.per);
        return holds === undefined || price === undefined ? [] : [{ when: holds, yen: price, text }];
      }),
      documents: (body.documentRules ?? []).flatMap((one, at) => {
        const when = household(one.when, 'boolean', `documentRules[${at}].when`, one.per);
        if (one.when !== undefined && when === undefined) return [];
        return [{ rule: one, per: one.per, ...some('when', when) }];
      }),
    };
  }

  private usesOf(fact: Fact): ReadonlySet<string> {
    const found = new Set<string>();
    for (const text of [fact.derived, fact.askIf]) {
      if (text === undefined) continue;
      const { expr } = readFormula(text, fact.scope === 'person' ? this.scope.person : this.scope.top);
      if (expr !== undefined)
        for (const id of this.named(anchored(expr), fact.scope === 'person')) found.add(id);
    }
    return found;
  }

  private named(expr: Expr, person: boolean): Set<string> {
    const base = person ? this.membersFact : undefined;
    const found = new Set<string>();
    // Of a person rule the members themselves are named only where it says so.
    for (const path of references(expr, base)) found.add(path.slice(path.lastIndexOf('.') + 1));
    if (base !== undefined && !mentions(expr, base)) found.delete(base);
    return found;
  }

  private check(
    text: string,
    person: boolean,
    wanted: Wanted | undefined,
    told: Pick<GraphIssue, 'of' | 'id' | 'path' | 'effectiveFrom'>,
  ): Check | undefined {
    const scope: Scope = person ? this.scope.person : this.scope.top;
    const read = readFormula(text, scope);
    const add = (level: GraphIssue['level'], ja: string, en: string) =>
      void this.issues.push({ ...told, level, ja, en });
    for (const issue of read.issues)
      add(
        issue.severity,
        `${issue.message}（${text.slice(0, 60)}）`,
        `The formula is not right: ${text.slice(0, 80)}`,
      );
    if (read.expr === undefined) return undefined;
    if (wanted !== undefined && !gives(read.type, wanted)) {
      add(
        'error',
        `式は${typeWords[wanted]}になるはずです（${text.slice(0, 60)}）。`,
        `The formula should give ${wanted}.`,
      );
      return undefined;
    }
    const expr = anchored(read.expr);
    if (ofTheMoment(expr)) {
      add(
        'error',
        '「NOW」や「ME」のような関数は、ここでは使えません。',
        'NOW and functions of who asks cannot be used here.',
      );
      return undefined;
    }
    // A derived yes or no may be empty as well; of a condition empty is no.
    const condition = wanted === 'boolean' && told.path !== 'derived';
    const trace = condition ? kleeneTrace(expr) : kleeneValueTrace(expr);
    const named = this.named(expr, person);
    const base = new Set<string>();
    const literals = noLiterals();
    collectLiterals(expr, literals);
    for (const id of named) {
      this.naming.add(id);
      for (const each of this.baseOf(id)) base.add(each);
      this.literalsOf(id, literals, new Set());
    }
    const topBase = [...base].filter((id) => this.factOf(id)?.scope !== 'person');
    const personBase = [...base].filter((id) => this.factOf(id)?.scope === 'person');
    return {
      nr: this.next++,
      expr,
      work: condition ? kleeneTruth(expr) : compileKleene(expr),
      needs: (env) => trace(env).needs,
      because: (env) => trace(env).because(),
      person,
      condition,
      topBase,
      personBase,
      seesTop: this.sights(
        [...named].filter((id) => this.factOf(id)?.scope !== 'person'),
        expr,
      ),
      seesPeople: this.sights(
        [...named].filter((id) => this.factOf(id)?.scope === 'person'),
        expr,
      ),
      throughMembers: this.membersFact !== undefined && base.has(this.membersFact),
      literals,
    };
  }

  /** The asked facts below a fact: itself, or what a derived one rests on; and what decides whether it is asked. */
  private baseOf(id: string): ReadonlySet<string> {
    const known = this.bases.get(id);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.bases.set(id, found);
    const fact = this.factOf(id);
    if (fact?.derived === undefined) found.add(id);
    for (const each of this.uses.get(id) ?? []) for (const below of this.baseOf(each)) found.add(below);
    return found;
  }

  private literalsOf(id: string, into: Literals, seen: Set<string>): void {
    if (seen.has(id)) return;
    seen.add(id);
    const fact = this.factOf(id);
    for (const text of [fact?.derived, fact?.askIf]) {
      const { expr } =
        text === undefined
          ? {}
          : readFormula(text, fact!.scope === 'person' ? this.scope.person : this.scope.top);
      if (expr !== undefined) collectLiterals(expr, into);
    }
    for (const each of this.uses.get(id) ?? []) this.literalsOf(each, into, seen);
  }

  /** The members are looked at one by one, not as a fact. */
  private sights(ids: readonly string[], expr: Expr): Sight[] {
    const numbers = (all: readonly string[]) =>
      all.flatMap((id) => (id === this.membersFact ? [] : [this.nrs.get(id) ?? 0]));
    return ids.flatMap((id) => {
      if (id === this.membersFact) return [];
      const base = id === asOfId ? [asOfId] : [...this.baseOf(id)];
      const person = base.filter((one) => this.factOf(one)?.scope === 'person');
      const own = this.factOf(id)?.scope === 'person' && !base.includes(this.membersFact ?? '');
      return [
        {
          nr: this.nrs.get(id) ?? 0,
          id,
          cuts: this.factOf(id)?.type === 'count' ? cutsOf(expr, id) : undefined,
          topNrs: numbers(base.filter((one) => !person.includes(one))),
          personNrs: numbers(person),
          people: own || person.length === 0 ? ('own' as const) : ('all' as const),
        },
      ];
    });
  }

  private factOf(id: string): Fact | undefined {
    return this.byId.get(id);
  }
}

type Wanted = 'boolean' | 'date' | 'number' | 'text';
const typeWords: Record<Wanted, string> = {
  boolean: '「はい・いいえ」（条件）',
  date: '日付',
  number: '数',
  text: '文字',
};

/** Empty fits every type. */
const gives = (type: Type | undefined, wanted: Wanted): boolean =>
  type !== undefined &&
  (type.kind === wanted || type.kind === 'blank' || (wanted === 'date' && type.kind === 'datetime'));
