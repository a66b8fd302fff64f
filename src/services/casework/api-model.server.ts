/** Shapes of the cases' API: the one source for reading requests, for answers and for the OpenAPI document. */
import { z } from 'zod';
import { caseStates, verbs } from '#core/process';
import { anyJson } from '#platform/api.server';

const instant = z.iso.datetime();
const day = z.iso.date();
export const outcomes = ['granted', 'partial', 'refused', 'accepted'] as const;
const channels = ['online', 'counter', 'phone', 'post'] as const;
export const methods = ['cash', 'card-terminal', 'stamp'] as const;

export const caseSummary = z.strictObject({
  id: z.uuid(),
  receiptNumber: z.string(),
  procedure: z.strictObject({ id: z.string(), version: z.int() }),
  app: z.strictObject({ id: z.string(), version: z.int() }),
  state: z.enum(caseStates),
  department: z.string(),
  assigneePost: z.uuid().nullable(),
  channel: z.enum(channels),
  applicant: z.strictObject({ name: z.string() }),
  arrivedAt: instant,
  dueOn: day.nullable(),
  assurance: z.string(),
  fee: z.strictObject({ yen: z.int(), paidAt: instant.nullable() }),
  identityCheckedAt: instant.nullable(),
  closedAt: instant.nullable(),
  revision: z.int().describe('goes into If-Match'),
});

export const caseList = z.strictObject({
  items: z.array(caseSummary),
  next: z.string().nullable().describe('cursor of the next page'),
});

export const documentShape = z.strictObject({
  id: z.uuid(),
  case: z.uuid(),
  number: z.string(),
  title: z.string(),
  state: z.enum(['rendering', 'waiting-repair', 'held', 'issued', 'revoked', 'void']),
  verificationCode: z.string(),
  issuedAt: instant.nullable(),
  replaces: z.uuid().nullable(),
});

export const fileShape = z.strictObject({
  id: z.uuid(),
  field: z.string().nullable().describe('code of the field; null: a scan of the paper or an addition'),
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
});

export const caseDetail = caseSummary.extend({
  answers: z
    .record(z.string(), anyJson)
    .describe('by field code; lines are lists of objects; sealed fields are {"sealed": true}'),
  possibleActs: z.array(z.enum(verbs)),
  decision: z
    .strictObject({
      outcome: z.enum(outcomes),
      reasons: z.string(),
      draftedAt: instant,
      decidedAt: instant.nullable(),
      validFrom: day.nullable(),
      validTo: day.nullable(),
    })
    .nullable(),
  corrections: z.array(
    z.strictObject({
      id: z.uuid(),
      askedAt: instant,
      answerBy: day.nullable(),
      answeredAt: instant.nullable(),
      message: z.string(),
      fields: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
    }),
  ),
  documents: z.array(documentShape),
  files: z.array(fileShape),
});

export const actionList = z.strictObject({
  items: z.array(
    z.strictObject({
      at: instant,
      act: z.string(),
      by: z.enum(['staff', 'applicant', 'system']),
      name: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export const commentList = z.strictObject({
  items: z.array(z.strictObject({ at: instant, name: z.string(), body: z.string() })),
});
export const messageList = z.strictObject({
  items: z.array(z.strictObject({ at: instant, sender: z.enum(['applicant', 'office']), body: z.string() })),
});

/** What every act answers: where the case stands now. */
export const acted = z.strictObject({ id: z.uuid(), state: z.enum(caseStates), revision: z.int() });
export const entered = acted.extend({ receiptNumber: z.string() });

const limit = z.coerce.number().int().min(1).max(200).default(50);
export const pageQuery = { limit, cursor: z.string().max(2000).optional() };
const definitionId = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/);
export const departmentCode = z.string().regex(/^[0-9A-Z-]{2,16}$/);

export const caseQuery = z.strictObject({
  ...pageQuery,
  state: z.union([z.enum(caseStates), z.enum(['open', 'finished', 'all'])]).default('open'),
  procedure: definitionId.optional(),
  department: departmentCode.optional(),
  assignee: z.union([z.literal('none'), z.uuid()]).optional(),
  channel: z.enum(channels).optional(),
  dueBy: day.optional(),
  sort: z.enum(['due', 'arrived', 'changed']).default('due'),
});
export const caseSearch = z.strictObject({
  text: z.string().trim().min(2).max(80).describe('part of a name, or a receipt number'),
  limit: z.int().min(1).max(50).default(20),
});

const line = (most: number) => z.string().max(most);
export const entry = z.strictObject({
  procedure: definitionId,
  channel: z.enum(['counter', 'phone', 'post']).describe('where it came in'),
  arrivedOn: day.optional().describe('absent: today, now'),
  answers: z
    .record(z.string().max(200), anyJson)
    .describe('by field code, as a case gives them; a file is {"file": id of POST /files}'),
  incomplete: z.boolean().default(false).describe('gaps are allowed; what cannot be read is not'),
  scans: z.array(z.uuid()).max(20).default([]).describe('ids of POST /files'),
});

export const correctionRequest = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        field: line(300).describe('code, or 子ども[1].学年 for a field of the first line'),
        reason: line(1000),
      }),
    )
    .min(1)
    .max(100),
  message: line(4000).default(''),
  answerBy: day.nullable().default(null),
});
export const decisionDraft = z.strictObject({
  outcome: z.enum(outcomes),
  reasons: line(4000).default(''),
  validFrom: day.optional(),
  validTo: day.optional(),
  items: z
    .array(z.strictObject({ line: z.int().min(1), granted: z.boolean(), reason: line(1000).default('') }))
    .max(100)
    .optional(),
});
export const note = z.strictObject({ note: line(2000).default('') });
export const approval = note.extend({ act: z.enum(['approve', 'decide', 'deputyDecide']) });
export const assignment = z.strictObject({ post: z.uuid().nullable() });
export const payment = z.strictObject({ method: z.enum(methods) });
export const identityCheck = z.strictObject({ kinds: z.array(line(60)).min(1).max(6) });
export const text = z.strictObject({ body: line(4000) });
export const reason = z.strictObject({ reason: line(1000) });
export const sealedField = z.strictObject({ field: line(300) });
export const openedField = z.strictObject({ field: z.string(), value: anyJson });
export const uploaded = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
});
export const fileList = z.strictObject({ items: z.array(fileShape) });
export const documentList = z.strictObject({
  items: z.array(documentShape),
  next: z.string().nullable(),
});
export const documentQuery = z.strictObject({ ...pageQuery, department: departmentCode.optional() });
export const numberQuery = z.strictObject({
  department: departmentCode,
  fiscalYear: z.coerce.number().int().min(2000).max(2200),
  ...pageQuery,
});
export const numberList = z.strictObject({
  items: z.array(
    z.strictObject({
      serial: z.int(),
      number: z.string(),
      title: z.string(),
      state: documentShape.shape.state,
      case: z.uuid().nullable(),
      document: z.uuid().nullable(),
      issuedAt: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export const registerAnswer = z.strictObject({ kind: z.enum(['tax', 'vaccination']), answer: anyJson });
