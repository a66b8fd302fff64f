/** Definition lists: the plain way to say who, when, how much. */
import type { ReactNode } from 'react';
import { DefinitionList } from '#ui';

export interface Fact {
  term: string;
  value: ReactNode;
}

export function Facts({ facts }: { facts: (Fact | false | null | undefined)[] }) {
  const rows = facts.filter((fact): fact is Fact => Boolean(fact));
  return <DefinitionList rows={rows.map((fact) => ({ key: fact.term, ...fact }))} />;
}
