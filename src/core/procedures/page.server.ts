/** Everything a procedure page says, in one language. */

import type { Definitions, Procedure, Versioned } from '#core/definitions.server';
import { type LocalizedText, type Picked, pick } from '#kernel/localized';
import { type DeadlineState, deadlineState } from './deadline.ts';

export interface ProcedureCard {
  id: string;
  title: Picked;
  answer: Picked;
  deadline: DeadlineState;
  online: boolean;
}

export interface ProcedurePage extends ProcedureCard {
  kind: Procedure['procedureKind'];
  category: Procedure['category'];
  who: Picked;
  deadlineText: Picked;
  bring: { item: Picked; when: Picked | null }[];
  fee: Picked;
  where: Picked;
  processing: Picked;
  /** Link text as a clerk cites it, and the law's page at e-Gov where the law has an id there. */
  laws: { text: string; url: string | null }[];
  contact: { department: string; phone: string; hours: Picked };
  cannot: Picked | null;
  counterCheck: boolean;
  assurance: Procedure['assurance'];
  /** A form is behind it, it is in force and today lies inside its days. */
  mayStart: boolean;
  anonymousStart: boolean;
  minutes: number;
  related: ProcedureCard[];
}

export function procedureCard(procedure: Procedure, on: string, language: string): ProcedureCard {
  return {
    id: procedure.id,
    title: pick(procedure.title, language),
    answer: pick(procedure.answer, language),
    deadline: deadlineState(procedure.deadline, on),
    online: procedure.online.available,
  };
}

/** Null when no such procedure is in force on that day. */
export function procedurePage(
  definitions: Definitions,
  id: string,
  on: string,
  language: string,
): ProcedurePage | null {
  const found = definitions.procedure(id, { on });
  if (found === null) return null;
  const procedure = found.body;
  const say = (text: LocalizedText) => pick(text, language);
  const card = procedureCard(procedure, on, language);
  const app = procedure.app === undefined ? null : definitions.app(procedure.app, { on });
  return {
    ...card,
    kind: procedure.procedureKind,
    category: procedure.category,
    who: say(procedure.who),
    deadlineText: say(procedure.deadline.text),
    bring: procedure.bring.map(({ item, when }) => ({
      item: say(item),
      when: when === undefined ? null : say(when),
    })),
    fee: say(procedure.fee.text),
    where: say(procedure.where),
    processing: say(procedure.processing.text),
    laws: procedure.legalBasis.map(({ law, lawId, article }) => ({
      text: `${law} ${article}`,
      url: lawId === undefined ? null : `https://laws.e-gov.go.jp/law/${encodeURIComponent(lawId)}`,
    })),
    contact: contactOf(definitions, found, on, language),
    cannot: procedure.online.cannot === undefined ? null : say(procedure.online.cannot),
    counterCheck: procedure.counterCheck,
    assurance: procedure.assurance,
    mayStart:
      app !== null &&
      procedure.online.available &&
      (card.deadline.kind === 'always' || card.deadline.kind === 'open'),
    anonymousStart: procedure.anonymousStart,
    minutes: Math.ceil((app?.body.form.pages ?? []).reduce((sum, page) => sum + page.minutes, 0)),
    related: procedure.related.flatMap((other) => {
      const related = definitions.procedure(other, { on });
      return related === null ? [] : [procedureCard(related.body, on, language)];
    }),
  };
}

/** `@duty` names the departments that answer for it; the first in force speaks for them. */
function contactOf(definitions: Definitions, { body }: Versioned<Procedure>, on: string, language: string) {
  const organisation = definitions.organisation(on);
  const duty = body.department.startsWith('@') ? body.department.slice(1) : null;
  const department = organisation.departments.find(
    (one) =>
      (duty === null ? one.code === body.department : one.duties.includes(duty)) &&
      one.validFrom <= on &&
      (one.validTo === undefined || one.validTo >= on),
  );
  const english = language !== 'ja' && language !== 'ja-easy';
  return {
    department:
      (english ? department?.nameEn : undefined) ?? department?.name ?? organisation.municipality.name,
    phone: body.contact.phone ?? department?.phone ?? organisation.municipality.phone,
    hours: pick(body.contact.hours, language),
  };
}
