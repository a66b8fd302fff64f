/** What every part of the editor knows of the process being edited. */
import { createContext, useContext } from 'react';
import type { ConditionField } from '#core/conditions';
import type { RecordProcess } from '#core/definitions';
import type { Answers, Field } from '#core/fields';
import type { FormContext } from '#core/forms';
import type { WhoWorld } from '../../access/who-list.tsx';
import type { OtherAppInfo } from '../../designer/model.ts';
import type { Said } from '../gaps.ts';
import type { Picked, Step } from '../model.ts';
import type { TrialTyped } from '../trial.ts';

export interface Editing {
  process: RecordProcess;
  fields: readonly Field[];
  conditions: readonly ConditionField[];
  world: WhoWorld;
  /** Other apps in which an effect may make a record. */
  apps: readonly OtherAppInfo[];
  templates: readonly { id: string; title: string }[];
  /** The made-up record on which conditions are tried. */
  trial: {
    answers: Answers;
    typed: TrialTyped;
    context: FormContext;
    put(field: string, text: string): void;
  };
  issues: readonly Said[];
  picked: Picked | null;
  pick(picked: Picked | null): void;
  step(make: (process: RecordProcess) => Step): void;
  say(words: string): void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const found = useContext(EditingContext);
  if (found === null) throw new Error('outside of the process editor');
  return found;
}

/** What is said of a place itself or of anything in it. */
export const issuesAt = (issues: readonly Said[], path: string): Said[] =>
  issues.filter(
    (one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`),
  );
