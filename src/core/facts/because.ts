/** Why a rule came out as it did: the known facts that settle it alone. */
import { decimalText, isDecimal } from '#kernel/decimal';
import { isUnknown } from '#kernel/formula/kleene';
import { pick } from '#kernel/localized';
import { decideOne } from './decide.ts';
import type { Answer, Decision } from './model.ts';
import type { FactRow, Scene } from './rows.ts';
import { asOfId } from './scope.ts';
import type { Talk } from './talk.ts';
import { answerInWords } from './words.ts';

/** One known fact that a result rests on; derived ones as they were worked out. */
export interface Reason {
  fact: string;
  member?: string;
  title: string;
  /** The answer in words. */
  words: string;
}

export interface Because {
  /** Said to people: the procedure's own sentence, filled in, else composed of the reasons. */
  text: string;
  reasons: readonly Reason[];
}

/** What settled a decision, in the order in which the rule says it. Of a decision that is open: nothing. */
export function becauseOf(talk: Talk, decision: Decision, language = 'ja'): Because {
  const event = talk.known.events.find((one) => one.key === decision.event);
  const versions = event === undefined ? [] : talk.versions(decision.procedure, event).instances;
  const instance = versions.find((one) => one.version.body.effectiveFrom === decision.version);
  if (instance === undefined || decision.outcome === 'perhaps') return { text: '', reasons: [] };
  const { version, scene } = instance;
  const { applies } = version;
  const rows = !applies.person
    ? [scene.top]
    : scene.members.filter((_row, at) => decision.members?.[at]?.outcome === decision.outcome);
  const found = new Map<string, Reason>();
  // Of many members for whom it is the same, the first says enough.
  for (const row of decision.outcome === true ? rows.slice(0, 1) : rows) {
    for (const { field, item } of applies.because(row.env)) {
      const at =
        item === undefined
          ? scene.top
          : (scene.members.find((one) => item.endsWith(`/${one.key}`)) ?? scene.top);
      const reason = reasonOf(scene, field, at, language);
      if (reason !== null) found.set(`${field} ${at.key ?? ''}`, reason);
    }
  }
  const reasons = [...found.values()];
  const template = decision.outcome === true ? version.body.rule?.because : undefined;
  const own = template === undefined ? undefined : pick(template, language).text;
  return {
    text: own === undefined ? joined(reasons, language) : filled(scene, own, rows[0] ?? scene.top, language),
    reasons,
  };
}

function reasonOf(scene: Scene, id: string, row: FactRow, language: string): Reason | null {
  const { facts, dateFact } = scene.graph;
  // The as-of date is a reason only where somebody said it.
  if (id === asOfId && scene.top.get(dateFact ?? '') !== scene.asOf) return null;
  const fact = facts.get(id === asOfId ? (dateFact ?? '') : id)?.fact;
  if (fact === undefined) return null;
  return {
    fact: fact.id,
    ...(row.key === undefined ? {} : { member: row.key }),
    title: pick(fact.title, language).text,
    words: fact.type === 'members' ? '' : answerInWords(fact, answerOf(row.get(fact.id)), language),
  };
}

function joined(reasons: readonly Reason[], language: string): string {
  const [colon, comma] = language === 'en' ? [': ', ', '] : ['：', '、'];
  return reasons.map(({ title, words }) => (words === '' ? title : `${title}${colon}${words}`)).join(comma);
}

/** `{code}` in a procedure's own sentence is what is known of that fact. */
function filled(scene: Scene, text: string, row: FactRow, language: string): string {
  return text.replace(/\{([^{}]+)\}/g, (place, code: string) => {
    const found = [...scene.graph.facts.values()].find((one) => one.fact.code === code)?.fact;
    if (found === undefined) return place;
    const at = found.scope === 'person' ? row : scene.top;
    return answerInWords(found, answerOf(at.get(found.id)), language);
  });
}

/** A value of the rows as an answer; what is not known is none. */
function answerOf(value: unknown): Answer | undefined {
  if (isUnknown(value)) return undefined;
  return isDecimal(value) ? decimalText(value) : (value as Answer);
}

/** The same for a procedure by name. */
export function whyOf(talk: Talk, procedure: string, event: string, language = 'ja'): Because {
  const of = talk.known.events.find((one) => one.key === event);
  return of === undefined
    ? { text: '', reasons: [] }
    : becauseOf(talk, decideOne(talk, procedure, of), language);
}
