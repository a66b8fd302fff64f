/** What may be chosen in a field of people, offices or records: all there is, or what a search finds. */
import { useCallback, useEffect, useState } from 'react';
import type { Choices, Field, Names } from '#core/fields';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

export interface FieldChoices {
  /** Names as the field's controls take them. */
  with(names: Names): Names;
  find(text: string): void;
  failure: string | null;
  /** Grows when there are others to choose from: controls are drawn anew. */
  round: number;
}

const searched = ['user', 'department', 'group', 'reference'];

export function useChoices(asking: Asking, field: Field | undefined): FieldChoices {
  const [found, setFound] = useState<{ choices: Choices | null; round: number }>({ choices: null, round: 0 });
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(
    async (text?: string, signal?: AbortSignal) => {
      if (field === undefined || !searched.includes(field.type)) return;
      try {
        const choices = await askTable<Choices>(asking, { kind: 'choices', field: field.code, text }, signal);
        setFound(({ round }) => ({ choices, round: round + 1 }));
        setFailure(null);
      } catch (error) {
        if (error instanceof AskFailed) setFailure(error.message);
      }
    },
    [asking, field],
  );
  useEffect(() => {
    const stop = new AbortController();
    void load(undefined, stop.signal);
    return () => stop.abort();
  }, [load]);
  return {
    with: (names) =>
      found.choices === null || field === undefined
        ? names
        : { ...names, choices: { [String(field.id)]: found.choices } },
    find: (text) => void load(text),
    failure,
    round: found.round,
  };
}
