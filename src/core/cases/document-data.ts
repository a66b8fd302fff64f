/** What an official document may say about a case. Pure: everything comes in, nothing is looked up. */
import type { App, Organisation, Procedure } from '#core/definitions';
import type { DocumentData } from '#core/documents';
import {
  type Answers,
  completeFields,
  type DefinedField,
  type Field,
  type Json,
  type Line,
  printAnswer,
} from '#core/fields';
import { hiddenOnPaper, omitted, secretsOf, withoutSecrets } from '#core/protection';
import type { Permit } from '#core/protection.server';
import { formatWareki, tokyoDate } from '#kernel/dates';
import { applicantOf, fieldByCode, plainText } from './applicant.ts';
import type { CaseRow } from './cases.sql.ts';
import type { DecisionRow } from './decisions.sql.ts';

export interface DocumentSource {
  row: CaseRow;
  app: App;
  procedure: Procedure;
  organisation: Organisation;
  answers: Answers;
  decision: DecisionRow;
  today: string;
  permit: Permit;
}

const outcomeWords = { granted: '認定', partial: '一部認定', refused: '却下', accepted: '受理' } as const;

/** 不認定, 不交付, 支給: what this procedure calls an outcome. */
export function outcomeWordOf(procedure: Procedure, outcome: DecisionRow['outcome']): string {
  return procedure.process.outcomeWords?.[outcome] ?? outcomeWords[outcome];
}

/** Data for `{…}` places; the keys are listed in the packs' README. Without addresses where 支援措置 hides them. */
export function documentDataOf(source: DocumentSource): DocumentData {
  const { app, answers, permit } = source;
  const data = wholeData(source);
  return permit.hideAddress ? withoutSecrets(data, secretsOf(app, answers, permit.secrets)) : data;
}

function wholeData(source: DocumentSource): DocumentData {
  const { row, app, procedure, organisation, answers, decision, today } = source;
  const applicant = applicantOf(app, answers, row.receipt_number);
  const department = organisation.departments.find((one) => one.code === row.department);
  const wareki = (date: string | undefined) =>
    date === undefined || date === '' ? undefined : formatWareki(date);
  return {
    applicant: {
      name: applicant.name,
      address: source.permit.hideAddress ? omitted : applicant.address,
      birthDate: applicant.birthDate === null ? undefined : formatWareki(applicant.birthDate),
    },
    application: { date: formatWareki(tokyoDate(row.arrived_at)) },
    case: { receiptNumber: row.receipt_number, arrivedAt: formatWareki(tokyoDate(row.arrived_at)) },
    decision: {
      outcome: outcomeWordOf(procedure, decision.outcome),
      date: formatWareki(today),
      validFrom: wareki(decision.content.validFrom),
      validTo: wareki(decision.content.validTo),
      items: itemsOf(source),
    },
    department: {
      name: department?.name ?? '',
      phone: department?.phone ?? procedure.contact.phone ?? organisation.municipality.phone,
    },
    issuer: { name: issuerOf(procedure, organisation) },
    municipality: { name: organisation.municipality.name },
    procedure: { title: procedure.title.ja },
    answers: printAll(app, answers, source.permit.hideAddress),
    register: registerOf((decision.content.register ?? {}) as DocumentData, source.permit.hideAddress),
  };
}

/** 名義: of the deciding agency where there is a disposition, else the mayor. */
export function issuerOf(procedure: Procedure, organisation: Organisation): string {
  if (procedure.appeal !== undefined) return procedure.appeal.inNameOf;
  const department = organisation.departments.find((one) => one.code === procedure.department);
  if (department?.body === 'board-of-education') return `${organisation.municipality.name}教育委員会`;
  return `${organisation.municipality.name}長　${organisation.municipality.mayor}`;
}

/** A register's answer without where the person lives or lived. */
function registerOf(register: DocumentData, hide: boolean): DocumentData {
  if (!hide) return register;
  return Object.fromEntries(
    Object.entries(register).map(([key, value]) => [key, /^address/.test(key) ? omitted : value]),
  );
}

function printAll(app: App, answers: Record<string, unknown>, hide: boolean): DocumentData {
  const data: DocumentData = {};
  for (const field of completeFields(app.fields as DefinedField[])) {
    // Sealed values never enter a document by this way.
    if (field.classification === 'sealed') continue;
    const value = (answers[String(field.id)] ?? null) as Json;
    data[field.code] = field.fields === undefined ? onPaper(field, value, hide) : rowsOf(field, value, hide);
  }
  return data;
}

/** As people read it, but a name without its kana: those are for reading aloud, not for a notice. */
function onPaper(field: Field, value: Json, hide: boolean): string {
  if (hide && hiddenOnPaper(field.type)) return value === null ? '' : omitted;
  return field.type === 'person-name'
    ? plainText(field, { [field.id]: value })
    : printAnswer(field, value, 'ja');
}

function rowsOf(field: Field, value: Json, hide: boolean): DocumentData[] {
  return ((value ?? []) as unknown as Line[]).map((line) =>
    Object.fromEntries(
      (field.fields ?? [])
        .filter((sub) => sub.classification !== 'sealed')
        .map((sub) => [sub.code, onPaper(sub, line.values[String(sub.id)] ?? null, hide)]),
    ),
  );
}

function itemsOf({ app, procedure, answers, decision, permit }: DocumentSource): DocumentData[] | undefined {
  const field = fieldByCode(app, procedure.process.partialBy);
  if (field === null || decision.content.items === undefined) return undefined;
  const lines = (answers[String(field.id)] ?? []) as unknown as Line[];
  const rows = rowsOf(field, lines as unknown as Json, permit.hideAddress);
  const words = { granted: '認定', refused: '不認定', ...procedure.process.outcomeWords };
  return lines.map((line, index) => {
    const item = decision.content.items?.find((one) => one.key === line.key);
    return {
      ...rows[index],
      outcome: item?.granted === false ? words.refused : words.granted,
      reason: item?.reason ?? '',
    };
  });
}

/**
 * Lines for the window of an envelope: post code, address, name with 様. Under 支援措置 nothing outside shows an address: a
 * named officer hands it over or sends it in a cover of its own.
 */
export function envelopeOf(app: App, answers: Record<string, unknown>, permit: Permit): string[] {
  if (permit.closedCover) return [`${applicantOf(app, answers, '').name}　様`];
  const field = fieldByCode(app, app.applicant?.address);
  const value = (field === null ? null : answers[String(field.id)]) as { postCode?: string } | null;
  const applicant = applicantOf(app, answers, '');
  const postCode = value?.postCode;
  const lines = [
    postCode === undefined ? '' : `〒${postCode.slice(0, 3)}-${postCode.slice(-4)}`,
    applicant.address.replace(/^〒?\d{3}-?\d{4}\s*/, ''),
    `${applicant.name}　様`,
  ];
  return lines.filter((line) => line !== '');
}
