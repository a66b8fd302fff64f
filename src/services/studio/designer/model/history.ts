/** The designer's own steps, back and forth. What somebody else saved, or the server gave back, is a step or goes into all. Pure. */
import type { App } from '#core/definitions';
import type { Edited } from './edit-fields.ts';
import type { Target } from './places.ts';

export interface Step {
  body: App;
  selected: Target | null;
  /** What the step did; taking it back says so. */
  words: string;
}

export interface Design {
  body: App;
  selected: Target | null;
  /** Never given twice, whatever was undone. */
  nextId: number;
  past: Step[];
  future: Step[];
  /** Mark of the last step; a step with the same joins it. */
  merge: string | undefined;
  /** What happened last, for people who do not see it. */
  said: string;
}

export type Act =
  | { do: 'edit'; edit: (body: App, nextId: number) => Edited | null }
  | { do: 'select'; target: Target | null }
  | { do: 'say'; words: string }
  | { do: 'undo' }
  | { do: 'redo' }
  /** Ids that the server changed: in what is shown and in what lies behind. */
  | { do: 'ids'; ids: ReadonlyMap<number, number> }
  /** Another body altogether, e.g. what somebody else saved; one's own can be had back by undoing. */
  | { do: 'take'; body: App; words: string };

const most = 200;

export function begin(body: App, nextId: number, selected: Target | null = null): Design {
  return { body, selected, nextId, past: [], future: [], merge: undefined, said: '' };
}

export function reduce(design: Design, act: Act): Design {
  switch (act.do) {
    case 'edit':
      return edited(design, act.edit(design.body, design.nextId));
    case 'take':
      return edited(design, { body: act.body, words: act.words, select: null });
    case 'select':
      return { ...design, selected: act.target, merge: undefined };
    case 'say':
      return { ...design, said: act.words };
    case 'ids':
      return renumbered(design, act.ids);
    case 'undo': {
      const step = design.past.at(-1);
      if (step === undefined) return { ...design, said: 'これより前の操作はありません。' };
      return {
        ...design,
        body: step.body,
        selected: step.selected,
        past: design.past.slice(0, -1),
        future: [...design.future, { body: design.body, selected: design.selected, words: step.words }],
        merge: undefined,
        said: `元に戻しました：${step.words}`,
      };
    }
    case 'redo': {
      const step = design.future.at(-1);
      if (step === undefined) return { ...design, said: 'やり直す操作はありません。' };
      return {
        ...design,
        body: step.body,
        selected: step.selected,
        future: design.future.slice(0, -1),
        past: [...design.past, { body: design.body, selected: design.selected, words: step.words }],
        merge: undefined,
        said: `やり直しました：${step.words}`,
      };
    }
  }
}

function edited(design: Design, change: Edited | null): Design {
  if (change === null) return design;
  const joins = change.merge !== undefined && change.merge === design.merge;
  const step: Step = { body: design.body, selected: design.selected, words: change.words };
  return {
    body: change.body,
    selected: change.select === undefined ? design.selected : change.select,
    nextId: Math.max(design.nextId, highestId(change.body) + 1),
    past: joins ? design.past : [...design.past, step].slice(-most),
    future: [],
    merge: change.merge,
    // Letters of a word are not worth a sentence each.
    said: change.merge === undefined ? change.words : design.said,
  };
}

export function highestId(body: App): number {
  return Math.max(
    0,
    ...body.fields
      .flatMap((one) => [one.id, ...(one.fields ?? []).map((each) => each.id)])
      .filter((id) => id < 9900),
  );
}

function renumbered(design: Design, ids: ReadonlyMap<number, number>): Design {
  if (ids.size === 0) return design;
  const id = (old: number) => ids.get(old) ?? old;
  const body = (one: App): App => ({
    ...one,
    fields: one.fields.map((field) => ({ ...field, id: id(field.id) })),
  });
  const { selected } = design;
  const next = body(design.body);
  return {
    ...design,
    body: next,
    selected:
      selected?.kind === 'field'
        ? { ...selected, id: id(selected.id) }
        : selected?.kind === 'line'
          ? { ...selected, lines: id(selected.lines) }
          : selected,
    nextId: Math.max(design.nextId, highestId(next) + 1),
  };
}
