/** Every place where sealed answers lie. Pure. */
import type { Place } from '#platform/crypto.server';

/** A row with answers; `app` is what old values were bound to. */
export interface AnswerPlace {
  noun: string;
  row: string;
  app: string;
}

/** One field of it, by its path (`12`, `3/k1/12`). */
export function placeOf(at: AnswerPlace, path: string): Place {
  return {
    noun: at.noun,
    row: at.row,
    field: path,
    legacy: `answer:${at.app}:${path.slice(path.lastIndexOf('/') + 1)}`,
  };
}

/** What was typed into sealed controls, kept together. */
export function typedPlace(at: AnswerPlace): Place {
  return { noun: at.noun, row: at.row, field: '~typed', legacy: `typed:${at.app}` };
}

export const draftPlace = (id: string, app: string): AnswerPlace => ({ noun: 'draft', row: id, app });
export const applicationPlace = (id: string, app: string): AnswerPlace => ({
  noun: 'application',
  row: id,
  app,
});
/** Beside the application's own answers: what a correction holds until it is sent. */
export const correctionPlace = (id: string, app: string): AnswerPlace => ({
  noun: 'correction',
  row: id,
  app,
});
export const recordPlace = (app: string, id: string): AnswerPlace => ({
  noun: `record:${app}`,
  row: id,
  app,
});
/** One side of the differences of one revision: `0` before, `1` after. */
export const historyPlace = (app: string, id: string, revision: number, side: 0 | 1): AnswerPlace => ({
  noun: `history:${app}`,
  row: `${id}@${revision}/${side}`,
  app,
});

/** Answers on their way to the office. `at` tells corrections of one application apart. */
export const messagePlace = (
  kind: 'application.submitted' | 'application.corrected',
  applicationId: string,
  at: string,
  app: string,
): AnswerPlace => ({ noun: `message:${kind}`, row: `${applicationId}@${at}`, app });

/** Seed of an authenticator app. */
export const credentialPlace = (id: string): Place => ({
  noun: 'staff_credential',
  row: id,
  field: 'secret',
  legacy: 'staff-totp',
});
