/** The made-up record on which conditions of the process are tried. */
import { useMemo, useState } from 'react';
import type { App } from '#core/definitions';
import type { Field } from '#core/fields';
import type { FormContext } from '#core/forms';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { type TrialTyped, trialAnswers } from '../trial.ts';
import type { Editing } from './editing.ts';

/** One for the whole editor: the same values are tried on every condition. */
export function useTrial(body: App, fields: readonly Field[]): Editing['trial'] {
  const [typed, setTyped] = useState<TrialTyped>({});
  const [at] = useState(() => new Date());
  const context = useMemo<FormContext>(
    () => ({ today: tokyoDate(at), now: tokyoStamp(at), language: 'ja', names: {} }),
    [at],
  );
  const answers = useMemo(() => trialAnswers(body, fields, typed, context), [body, fields, typed, context]);
  return {
    answers,
    typed,
    context,
    put: (field, text) => setTyped((before) => ({ ...before, [field]: text })),
  };
}
