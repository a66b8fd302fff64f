/** Titles of procedures for lists: the version a draft or application began with, else the one in force. */

import type { Definitions, Procedure } from '#core/definitions.server';
import { type Picked, pick } from '#kernel/localized';
import { today } from './site.server.ts';

export function procedureOf(definitions: Definitions, id: string, version: number): Procedure | null {
  return (definitions.procedure(id, { version }) ?? definitions.procedure(id, { on: today() }))?.body ?? null;
}

export function titleOf(definitions: Definitions, id: string, version: number, language: string): Picked {
  const procedure = procedureOf(definitions, id, version);
  return procedure === null ? { text: id, lang: 'ja', fellBack: true } : pick(procedure.title, language);
}
