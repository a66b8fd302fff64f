/** Somebody who answers every question that is asked, truly. */

import type { Graph } from './graph.ts';
import type { Answer, Known } from './model.ts';
import { nextQuestion, type Page } from './next-question.ts';
import { openTalk } from './talk.ts';

/** From the event to the last question. `timed` wraps the working out of each page. */
export function talkThrough(
  graph: Graph,
  full: Known,
  random: () => number,
  timed: (work: () => Page | null) => Page | null = (work) => work(),
  unsure = 0,
): { pages: Page[]; known: Known } {
  let known: Known = {
    today: full.today,
    events: full.events.map(({ key, answers }) => ({
      key,
      answers: { [graph.eventFact ?? '']: answers[graph.eventFact ?? ''] },
    })),
    household: {},
    members: null,
  };
  const pages: Page[] = [];
  for (let last: string | undefined; pages.length < 500; ) {
    const state = known;
    const before = last;
    const page = timed(() => nextQuestion(openTalk(graph, state), before));
    if (page === null) return { pages, known };
    pages.push(page);
    for (const fact of [page.fact, ...page.alongside])
      known = answered(graph, known, full, page, fact, random() < unsure);
    last = page.fact;
  }
  throw new Error('the talk does not end');
}

function answered(graph: Graph, known: Known, full: Known, page: Page, id: string, unsure: boolean): Known {
  const scope = graph.facts.get(id)?.fact.scope;
  const say = (answer: Answer | undefined): Answer => (unsure ? { unsure: true } : (answer ?? null));
  if (id === graph.membersFact)
    return {
      ...known,
      members: { list: full.members!.list.map(({ key }) => ({ key, answers: {} })), complete: true },
    };
  if (scope === 'household')
    return { ...known, household: { ...known.household, [id]: say(full.household[id]) } };
  if (scope === 'event')
    return {
      ...known,
      events: known.events.map((one) => {
        if (page.event !== undefined && one.key !== page.event) return one;
        const truly = full.events.find((each) => each.key === one.key)!.answers[id];
        return { ...one, answers: { ...one.answers, [id]: say(truly) } };
      }),
    };
  return {
    ...known,
    members: {
      ...known.members!,
      list: known.members!.list.map((one) => {
        if (page.fact === id && page.members !== undefined && !page.members.includes(one.key)) return one;
        const truly = full.members!.list.find((each) => each.key === one.key)!.answers[id];
        return { ...one, answers: { ...one.answers, [id]: say(truly) } };
      }),
    },
  };
}
