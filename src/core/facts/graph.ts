/** The rule graph, made ready. */
import type { Expr } from '#kernel/formula';
import type { Fact as Field, KleeneEnv } from '#kernel/formula/kleene';
import type { Literals } from './literals.ts';
import type { Evidence, Fact, RuledProcedure } from './model.ts';

/** Something a formula of the graph is worked out for. */
export interface Check {
  /** Unique in the graph. */
  nr: number;
  expr: Expr;
  /** Of conditions true, false or perhaps; else the value, or what is unknown of it. */
  work: (env: KleeneEnv) => unknown;
  /** The facts an open result waits for. */
  needs: (env: KleeneEnv) => readonly Field[];
  /** The known facts that settle a result. */
  because: (env: KleeneEnv) => readonly Field[];
  /** Seen from a member, not from the household. */
  person: boolean;
  /** A condition; else a value (a day, an amount). */
  condition: boolean;
  /** Asked facts of the event and the household it rests on, directly or through derived facts and conditions of questions; may hold `asOfId`. */
  topBase: readonly string[];
  /** Asked facts of members it rests on. */
  personBase: readonly string[];
  /** Facts its formula names, of the event and the household, and of members. */
  seesTop: readonly Sight[];
  seesPeople: readonly Sight[];
  /** The members' collection is looked through, not only the member itself. */
  throughMembers: boolean;
  /** Everything one may compare with, in it and in the derived facts it uses. */
  literals: Literals;
}

/** A fact as one formula sees it. */
export interface Sight {
  nr: number;
  id: string;
  /** Of a number that is only compared with these: on which side it lies is all that matters. */
  cuts: readonly number[] | undefined;
  /** What it rests on, by number: that matters while it is not known. */
  topNrs: readonly number[];
  personNrs: readonly number[];
  /** Whether it rests on this member, or on all. */
  people: 'own' | 'all';
}

export interface PreparedFact {
  fact: Fact;
  /** From 1 in the order given; 0 is the as-of date. */
  nr: number;
  derived?: Check;
  askIf?: Check;
  /** Asked: has a question, is not derived. */
  asked: boolean;
  /** The asked facts it rests on; of an asked one itself, and what decides whether it is asked. */
  base: ReadonlySet<string>;
  /** Facts its own formulas name. */
  uses: ReadonlySet<string>;
}

export interface PreparedDocument {
  when?: Check;
  per: 'household' | 'person';
  rule: NonNullable<RuledProcedure['documentRules']>[number];
}

/** One version of a procedure with its rules. */
export interface PreparedVersion {
  body: RuledProcedure;
  applies: Check;
  who?: Check;
  from?: Check;
  earliest?: Check;
  until?: Check;
  yen?: Check;
  reductions: {
    when: Check;
    yen: Check;
    text: NonNullable<NonNullable<RuledProcedure['feeRule']>['reductions']>[number]['text'];
  }[];
  documents: PreparedDocument[];
  /** Facts its formulas name. */
  names: ReadonlySet<string>;
}

export interface GraphIssue {
  of: 'fact' | 'procedure';
  id: string;
  /** Of procedures: which version. */
  effectiveFrom?: string;
  path: string;
  level: 'error' | 'warning';
  ja: string;
  en: string;
}

export interface Graph {
  facts: ReadonlyMap<string, PreparedFact>;
  /** By number. */
  numbered: readonly (PreparedFact | undefined)[];
  evidence: ReadonlyMap<string, Evidence>;
  /** Versions by procedure, the earliest first. */
  procedures: ReadonlyMap<string, readonly PreparedVersion[]>;
  eventFact: string | undefined;
  dateFact: string | undefined;
  membersFact: string | undefined;
  /** What was worked out once and holds as long as the graph. */
  kept: Map<string, unknown>;
  /** Small numbers for the answers facts were given, by the fact's number. */
  codes: (Map<string | number, number> | undefined)[];
}
