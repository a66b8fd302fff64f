/** Whom a case or a record may mean, and what officers decided about that, as their pages tell it. */
import { type PersonRole, roleLabels, sheltered } from '#core/protection';
import { selectMeasure, selectPersons } from '#core/protection.server';
import { formatTokyoDateTime, formatWareki } from '#kernel/dates';
import { formatName } from '#kernel/names';
import type { Tx } from '#platform/db.server';

const verdictWords = { same: '同じ人', different: '別人', unrelated: '関わりがない' } as const;

interface Match {
  measureId: string;
  personId: string;
  role: PersonRole;
  certain: boolean;
  expired: boolean;
}

export async function matchLine(tx: Tx, { measureId, personId, role, certain, expired }: Match) {
  const person = (await selectPersons(tx, measureId)).find((one) => one.id === personId)!;
  return {
    personId,
    measureId,
    number: (await selectMeasure(tx, measureId))!.number,
    role: roleLabels[role],
    counterpart: !sheltered(role),
    name: formatName(person.name),
    birthDate: person.birth_date === null ? '生年月日はわからない' : formatWareki(person.birth_date),
    certain,
    expired,
  };
}

export type MatchLine = Awaited<ReturnType<typeof matchLine>>;

/** One row of 「これまでの判断」. */
export interface DecidedLine {
  key: string;
  at: string;
  who: string;
  what: string;
  verdict: string;
  /** What became of it since; empty where there is nothing to say. */
  since: string;
  reason: string;
  /** What was looked at; empty of a decision who is meant. */
  seen: string;
}

export const matchDecided = (one: {
  person_id: string;
  at: Date;
  role: PersonRole;
  verdict: keyof typeof verdictWords;
  reason: string;
  who: string;
}): DecidedLine => ({
  key: `${one.person_id}${one.at.getTime()}`,
  at: formatTokyoDateTime(one.at),
  who: one.who,
  what: `${roleLabels[one.role]}かどうか`,
  verdict: verdictWords[one.verdict],
  since: '',
  reason: one.reason,
  seen: '',
});
