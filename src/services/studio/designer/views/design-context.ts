/** What every part of the designer knows of the design. */
import { createContext, useContext } from 'react';
import type { App } from '#core/definitions';
import type { Answers, Field, FieldType } from '#core/fields';
import type { FormContext } from '#core/forms';
import type { Edited } from '../model/edit-fields.ts';
import type { Design } from '../model/history.ts';
import { type Spot, sameTarget, type Target } from '../model/places.ts';
import type { PublishedField, Surroundings } from '../model.ts';
import type { Shapes } from '../option-shapes.ts';
import type { PlacedProblem } from '../problems.ts';

export interface Designing {
  design: Design;
  body: App;
  fields: readonly Field[];
  /** Published fields by id: their columns are there, and records hold their choices. */
  published: ReadonlyMap<number, PublishedField>;
  problems: readonly PlacedProblem[];
  surroundings: Surroundings;
  shapes: Shapes;
  /** Of the preview; formulas are tried on it. */
  sample: { answers: Answers; context: FormContext };
  edit(edit: (body: App, nextId: number) => Edited | null): void;
  select(target: Target | null): void;
  say(words: string): void;
  /** Puts a type or a text there, or says why not. */
  add(what: FieldType | 'heading' | 'guidance', spot?: Spot): void;
  /** After the next drawing the card of what is chosen takes the focus. */
  focusChosen(): void;
}

export const DesignContext = createContext<Designing | null>(null);

export function useDesign(): Designing {
  const found = useContext(DesignContext);
  if (found === null) throw new Error('outside of the designer');
  return found;
}

export const problemsOf = (problems: readonly PlacedProblem[], target: Target): PlacedProblem[] =>
  problems.filter((one) => sameTarget(one.target, target));

/** Id of the card of a target, for focus and links. */
export function cardId(target: Target): string {
  switch (target.kind) {
    case 'field':
      return `card-${target.id}`;
    case 'line':
      return `card-${target.lines}-${target.id}`;
    case 'text':
      return `text-${target.page}-${target.index}`;
    case 'page':
      return `page-${target.page}`;
  }
}
