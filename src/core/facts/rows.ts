/** What is known, as rows for formulas: derived facts worked out, questions that do not arise empty, the rest unknown. */
import {
  isUnknown,
  type KleeneEnv,
  type KleeneRow,
  UNKNOWN,
  type Unknown,
  unknown,
} from '#kernel/formula/kleene';
import type { Check, Graph, PreparedFact, Sight } from './graph.ts';
import { type Answer, type FactAnswers, isPart, type Known, type KnownEvent } from './model.ts';
import { asOfId } from './scope.ts';

/** One event under one as-of date: the household's row and those of its members. */
export class Scene {
  readonly graph: Graph;
  readonly known: Known;
  readonly event: KnownEvent;
  readonly asOf: string | Unknown;
  readonly top: FactRow;
  readonly members: readonly FactRow[];
  /** Somebody of whom nothing is known; there only while the household is not wholly known. */
  readonly stranger: FactRow | undefined;
  /** Of everything that all checks of this scene see alike. */
  readonly prefix: number;
  /** Rises when an answer is tried, so that what was derived is derived anew. */
  stamp = 0;

  constructor(graph: Graph, known: Known, of: KnownEvent, asOf: string | Unknown) {
    this.graph = graph;
    this.known = known;
    this.event = of;
    this.asOf = asOf;
    this.top = new FactRow(this, undefined, (fact) =>
      fact.fact.scope === 'event' ? of.answers : known.household,
    );
    const { members } = known;
    this.members = (members?.list ?? []).map(
      (one) => new FactRow(this, this.top, () => one.answers, one.key),
    );
    const told = members === null ? '?' : members.complete ? 'c' : members.unsure === true ? 'u' : 'i';
    const event = graph.eventFact === undefined ? undefined : graph.facts.get(graph.eventFact)?.nr;
    this.prefix = codeOf(
      graph,
      graph.numbered.length,
      `${known.today}${told}${event === undefined ? 0 : this.top.code(event)}`,
    );
    this.stranger = members?.complete === true ? undefined : new FactRow(this, this.top, () => nothing);
  }

  /** What a check gives here: a plain value, or unknown. */
  value(check: Check, row: FactRow = this.top): unknown {
    return check.work(row.env);
  }
}

const nothing: FactAnswers = {};

/** The facts of the household with the event, or of one member. */
export class FactRow implements KleeneRow {
  readonly env: KleeneEnv;
  readonly key: string | undefined;
  private readonly scene: Scene;
  private readonly outer: FactRow | undefined;
  private readonly answersOf: (fact: PreparedFact) => FactAnswers;
  private worked: unknown[] = [];
  private readonly tried = new Map<string, Answer>();
  private readonly codes: (number | undefined)[] = [];
  private readonly seen: (number | undefined)[] = [];
  private stamp = 0;

  constructor(
    scene: Scene,
    outer: FactRow | undefined,
    answersOf: (fact: PreparedFact) => FactAnswers,
    key?: string,
  ) {
    this.scene = scene;
    this.outer = outer;
    this.answersOf = answersOf;
    this.key = key;
    const { today } = scene.known;
    this.env = {
      get: (id) => this.get(id),
      items: (id) => this.items(id),
      today,
      now: `${today}T00:00:00`,
      ...(outer === undefined ? {} : { outer }),
      ...(outer === undefined || key === undefined ? {} : { at: `${scene.graph.membersFact}/${key}` }),
    };
  }

  get(id: string): unknown {
    return id === asOfId ? this.scene.asOf : this.valueAt(this.scene.graph.facts.get(id)?.nr ?? -1);
  }

  private valueAt(nr: number): unknown {
    if (this.stamp !== this.scene.stamp) {
      this.worked = [];
      this.stamp = this.scene.stamp;
    }
    let value = this.worked[nr];
    if (value === undefined) {
      value = this.work(this.scene.graph.numbered[nr]);
      this.worked[nr] = value;
    }
    return value;
  }

  items(id: string): ReturnType<KleeneRow['items']> {
    const { graph, members, stranger } = this.scene;
    if (id !== graph.membersFact) return [];
    return stranger === undefined ? members : { items: members, complete: false, other: stranger };
  }

  /** What was said, whether or not it is used now; a trial comes first. */
  answer(id: string): Answer | undefined {
    const tried = this.tried.get(id);
    if (tried !== undefined) return tried;
    const fact = this.scene.graph.facts.get(id);
    return fact === undefined ? undefined : this.answersOf(fact)[id];
  }

  /** Whether one could still be asked here: nothing is known, or only in part and nobody said "I don't know". */
  isOpen(id: string): boolean {
    const answer = this.answer(id);
    if (answer !== undefined && (!isPart(answer) || answer.unsure === true)) return false;
    return this.arises(this.scene.graph.facts.get(id)) !== false;
  }

  /** Answers as if; `undefined` takes it back. */
  try(id: string, answer: Answer | undefined): void {
    if (answer === undefined) this.tried.delete(id);
    else this.tried.set(id, answer);
    this.scene.stamp++;
  }

  /** A small number for what is known of a fact here, by the fact's own: for remembering results. */
  code(nr: number): number {
    return this.codes[nr] ?? this.makeCode(nr);
  }

  /** A small number for what a fact is, as one formula sees it; 0 where it is not known. */
  see({ nr, cuts }: Sight): number {
    if (nr === 0) return this.code(0);
    const value = this.valueAt(nr);
    if (typeof value === 'boolean') return value ? 1 : 2;
    if (value === null) return 3;
    if (isUnknown(value)) return 0;
    if (cuts === undefined) {
      const code = this.seen[nr] ?? codeOf(this.scene.graph, nr, String(value)) + 1;
      this.seen[nr] = code;
      return code;
    }
    const number = Number(value);
    let below = 0;
    for (const cut of cuts) {
      if (number < cut) break;
      below += number === cut ? 1 : 2;
    }
    return 4 + below;
  }

  private makeCode(nr: number): number {
    const { graph, asOf } = this.scene;
    const fact = graph.numbered[nr];
    const said = fact === undefined ? asOfToken(asOf) : this.answersOf(fact)[fact.fact.id];
    const code = codeOf(graph, nr, said);
    this.codes[nr] = code;
    return code;
  }

  private work(fact: PreparedFact | undefined): unknown {
    if (fact === undefined) return null;
    if (fact.derived !== undefined) return fact.derived.work(this.env) ?? null;
    // A derived fact whose formula is wrong is not known.
    if (fact.fact.derived !== undefined) return UNKNOWN;
    const arises = this.arises(fact);
    if (arises === false) return null;
    const answer = this.answer(fact.fact.id);
    if (arises === 'perhaps') return UNKNOWN;
    if (answer === undefined) return this.open(fact, {});
    return isPart(answer) ? this.open(fact, answer) : (answer ?? null);
  }

  /** Whether the question arises at all: its condition, and the events it is about. */
  private arises(fact: PreparedFact | undefined): boolean | 'perhaps' {
    if (fact === undefined) return false;
    const { lifeEvents, scope } = fact.fact;
    if (lifeEvents !== undefined && scope === 'event') {
      const event = this.get(this.scene.graph.eventFact ?? '');
      if (typeof event === 'string' && !lifeEvents.some((one) => one === event)) return false;
    }
    if (fact.askIf === undefined) return true;
    return fact.askIf.work(this.env) as boolean | 'perhaps';
  }

  private open(
    { fact }: PreparedFact,
    part: { from?: unknown; to?: unknown; among?: readonly unknown[] },
  ): unknown {
    if (fact.type === 'yesNo') return unknown({ among: [true, false] });
    if (fact.type === 'choice')
      return unknown({ among: part.among ?? fact.choices?.map((one) => one.value) ?? [] });
    const day = (bound: unknown) => (bound === 'today' ? this.scene.known.today || undefined : bound);
    const from = part.from ?? day(fact.range?.from);
    const to = part.to ?? day(fact.range?.to);
    if (part.among !== undefined) return unknown({ among: part.among });
    return unknown({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      empty: false,
    });
  }
}

const asOfToken = (asOf: string | Unknown): string => (typeof asOf === 'string' ? asOf : '?');

/** One number for each answer a fact was ever given. */
function codeOf(graph: Graph, nr: number, said: Answer | undefined): number {
  if (said === undefined) return 0;
  if (typeof said === 'boolean') return said ? 1 : 2;
  const token = typeof said === 'object' ? JSON.stringify(said) : said;
  let codes = graph.codes[nr];
  if (codes === undefined) {
    codes = new Map();
    graph.codes[nr] = codes;
  }
  const known = codes.get(token);
  if (known !== undefined) return known;
  const code = codes.size + 3;
  codes.set(token, code);
  return code;
}
