/** Personas: made-up people with their answers, and what the rules should say to them. Written in packs, by fact codes. */
import { isPlainDate } from '#kernel/dates';
import { decide } from './decide.ts';
import type { Graph } from './graph.ts';
import type { Answer, FactAnswers, Known, Truth } from './model.ts';
import { planOf } from './plan.ts';
import { openTalk } from './talk.ts';

export interface PersonaProblem {
  path: string;
  ja: string;
  en: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const words = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? (value as string[]) : undefined;

/** Whether a test file of a pack holds personas. */
export const holdsPersonas = (content: unknown): boolean => isObject(content) && 'personas' in content;

/** Everything that came out differently from what the file says. */
export function runPersonas(graph: Graph, content: unknown): PersonaProblem[] {
  const problems: PersonaProblem[] = [];
  const add = (path: string, ja: string, en: string) => void problems.push({ path, ja, en });
  const file = isObject(content) ? content : {};
  const today = String(file.today);
  if (!isPlainDate(today))
    add('today', 'today は 2026-11-21 の形で書いてください。', 'today is written like 2026-11-21.');
  if (!Array.isArray(file.personas))
    add('personas', 'personas に人物を並べてください。', 'personas is a list.');
  if (problems.length > 0) return problems;
  for (const [at, one] of (file.personas as unknown[]).entries()) {
    const persona = isObject(one) ? one : {};
    const name = typeof persona.name === 'string' ? persona.name : `${at + 1}人目`;
    const told = (path: string, ja: string, en: string) =>
      add(`personas[${at}].${path}`, `「${name}」${ja}`, en);
    const known = knownOf(graph, persona, today, told);
    if (known !== null) compare(graph, persona, known, told);
  }
  return problems;
}

type Told = (path: string, ja: string, en: string) => void;

/** What a persona says, by id. Null where it cannot be read. */
export function knownOf(
  graph: Graph,
  persona: Record<string, unknown>,
  today: string,
  told: Told,
): Known | null {
  const byCode = new Map([...graph.facts.values()].map(({ fact }) => [fact.code, fact]));
  let whole = true;
  const wrong: Told = (...problem) => {
    whole = false;
    told(...problem);
  };
  const answers = (written: unknown, scope: string, path: string): FactAnswers => {
    const found: Record<string, Answer> = {};
    for (const [code, value] of Object.entries(isObject(written) ? written : {})) {
      const fact = byCode.get(code);
      if (fact === undefined || fact.scope !== scope || fact.derived !== undefined || fact.type === 'members')
        wrong(
          path,
          `「${code}」という${scope}の質問はありません。`,
          `There is no question “${code}” of scope ${scope}.`,
        );
      else found[fact.id] = value as Answer;
    }
    if (persona.rest === 'no')
      for (const { fact } of graph.facts.values())
        if (fact.scope === scope && fact.type === 'yesNo' && fact.derived === undefined)
          found[fact.id] ??= false;
    return found;
  };
  const events = Array.isArray(persona.events) ? persona.events : [];
  if (events.length === 0) wrong('events', 'できごと（events）がありません。', 'events is missing.');
  const members = Array.isArray(persona.members) ? persona.members : null;
  const known: Known = {
    today,
    events: events.map((one, at) => ({ key: `e${at + 1}`, answers: answers(one, 'event', `events[${at}]`) })),
    household: answers(persona.household, 'household', 'household'),
    members:
      members === null
        ? null
        : {
            list: members.map((one, at) => ({
              key: `m${at + 1}`,
              answers: answers(one, 'person', `members[${at}]`),
            })),
            complete: persona.complete !== false,
          },
  };
  return whole ? known : null;
}

function compare(graph: Graph, persona: Record<string, unknown>, known: Known, told: Told): void {
  const talk = openTalk(graph, known);
  const outcomes = new Map<string, Truth>();
  for (const { procedure, outcome } of decide(talk)) {
    const before = outcomes.get(procedure);
    if (before !== true && (before !== 'perhaps' || outcome === true)) outcomes.set(procedure, outcome);
  }
  const are = (wanted: Truth) =>
    [...outcomes].flatMap(([id, outcome]) => (outcome === wanted ? [id] : [])).sort();
  const exactly = (key: string, wanted: Truth) => {
    const list = words(persona[key]);
    if (list === undefined) return;
    for (const id of list)
      if (outcomes.get(id) !== wanted)
        told(
          key,
          `「${id}」が${said(wanted)}はずが、${said(outcomes.get(id) ?? false)}。`,
          `“${id}” should be ${String(wanted)}, is ${String(outcomes.get(id) ?? false)}.`,
        );
    for (const id of are(wanted))
      if (!list.includes(id))
        told(key, `思わぬ手続「${id}」が${said(wanted)}。`, `“${id}” is ${String(wanted)} unexpectedly.`);
  };
  exactly('applies', true);
  exactly('perhaps', 'perhaps');
  for (const [key, wanted] of [
    ['appliesInclude', true],
    ['not', false],
  ] as const)
    for (const id of words(persona[key]) ?? [])
      if (!graph.procedures.has(id))
        told(key, `手続「${id}」に条件（rule）がありません。`, `“${id}” has no rule.`);
      else if ((outcomes.get(id) ?? false) !== wanted)
        told(
          key,
          `「${id}」が${said(wanted)}はずが、${said(outcomes.get(id) ?? false)}。`,
          `“${id}” should be ${String(wanted)}.`,
        );
  const { steps } = planOf(talk);
  for (const [id, day] of Object.entries(isObject(persona.deadlines) ? persona.deadlines : {})) {
    const due = steps.find((one) => one.procedure === id)?.due ?? null;
    if (due !== day)
      told(
        'deadlines',
        `「${id}」の期限は ${String(day)} のはずが ${String(due)} です。`,
        `“${id}” is due ${String(due)}, not ${String(day)}.`,
      );
  }
}

const said = (outcome: Truth): string =>
  outcome === true ? '当てはまります' : outcome === false ? '当てはまりません' : '当てはまるかもしれません';
