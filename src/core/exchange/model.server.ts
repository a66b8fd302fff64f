/**
 * Every message that crosses zones. Neither side reads the other's tables; what one needs to know
 * of the other is said here and nowhere else. Sealed values stay ciphertext on the way.
 */
import { z } from 'zod';

const uuid = z.uuid();
const answers = z.record(z.string(), z.json());
export const attachment = z.object({
  id: uuid,
  fieldId: z.number().int(),
  sha256: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  /** Waiting ones cross by name only: nobody reads them before the scanner has spoken on that side too. */
  scan: z.enum(['none', 'clean', 'waiting', 'infected']).default('none'),
});

/** States an applicant sees. The office has finer ones. */
export const publicStates = [
  'arrived',
  'underReview',
  'correctionAsked',
  'corrected',
  'visitAsked',
  'decided',
  'refused',
  'issued',
  'withdrawn',
  'closed',
] as const;
export type PublicState = (typeof publicStates)[number];

export const messages = {
  /** portal → staff */
  'application.submitted': z.object({
    applicationId: uuid,
    receiptNumber: z.string(),
    procedureId: z.string(),
    procedureVersion: z.number().int(),
    appId: z.string(),
    appVersion: z.number().int(),
    arrivedAt: z.string(),
    language: z.string(),
    /** What the resident side could prove: none, mail … */
    assurance: z.string(),
    answers,
    attachments: z.array(attachment),
    /** How the applicant wants documents; null: nobody chose. */
    delivery: z.enum(['electronic', 'post']).nullable().default(null),
  }),
  'application.delivery': z.object({ applicationId: uuid, delivery: z.enum(['electronic', 'post']) }),
  'application.corrected': z.object({
    applicationId: uuid,
    /** Absent in messages from before sealing was bound to places. */
    appId: z.string().optional(),
    answers,
    attachments: z.array(attachment),
    at: z.string(),
  }),
  'application.withdrawn': z.object({ applicationId: uuid, at: z.string(), reason: z.string() }),
  'application.message': z.object({ applicationId: uuid, at: z.string(), body: z.string() }),
  'document.opened': z.object({ documentId: uuid, at: z.string() }),
  /** staff → portal */
  'case.state': z.object({
    applicationId: uuid,
    state: z.enum(publicStates),
    at: z.string(),
    dueOn: z.string().nullable().default(null),
    /** What to bring to the counter and what it costs, for visitAsked. */
    visit: z.object({ yen: z.number().int(), text: z.string() }).nullable().default(null),
  }),
  'case.correctionAsked': z.object({
    applicationId: uuid,
    at: z.string(),
    fields: z.array(z.object({ path: z.string(), reason: z.string() })).min(1),
    message: z.string(),
    answerBy: z.string().nullable(),
  }),
  'case.message': z.object({ applicationId: uuid, at: z.string(), body: z.string() }),
  'document.issued': z.object({
    applicationId: uuid.nullable(),
    documentId: uuid,
    number: z.string(),
    title: z.string(),
    sha256: z.string(),
    bytes: z.number().int(),
    issuedAt: z.string(),
    issuer: z.string(),
    verificationCode: z.string(),
    /** What the verification page may say of the signature; null for a document without. */
    signature: z
      .object({
        signer: z.string(),
        fingerprint: z.string(),
        signedAt: z.string(),
        timestamp: z.object({ at: z.string(), authority: z.string() }).nullable(),
      })
      .nullable()
      .default(null),
  }),
  'document.state': z.object({
    documentId: uuid,
    verificationCode: z.string(),
    state: z.enum(['valid', 'revoked', 'reissued']),
    on: z.string(),
  }),
  /** Whether only the owner of the application's account may act for it, and no proxy. Says nothing about why. */
  'application.access': z.object({ applicationId: uuid, ownerOnly: z.boolean() }),
  /** What residents may find of procedures without a full definition; null: nothing any more. No person stands in it. */
  'procedure.listed': z.object({
    procedures: z.array(
      z.object({
        code: z.string(),
        version: z.number().int(),
        listing: z
          .object({
            name: z.string(),
            reading: z.string(),
            words: z.array(z.string()),
            kind: z.string(),
            department: z.string(),
            summary: z.string(),
            place: z.string(),
            deadline: z.string(),
            channels: z.array(z.string()),
            law: z.string(),
            lawId: z.string(),
            article: z.string(),
          })
          .nullable(),
      }),
    ),
  }),
  'case.receipt': z.object({ applicationId: uuid, caseId: uuid }),
  /** staff → staff, done by the worker: render one document, or decide one automatic case */
  'document.render': z.object({ documentId: uuid }),
  'case.checkRegister': z.object({ caseId: uuid }),
  /** staff → staff and portal, done by the worker: what two persons approved goes for good */
  'case.dispose': z.object({ listId: uuid, caseId: uuid }),
  'application.dispose': z.object({ applicationId: uuid }),
  /** staff → staff, done by the worker: the next batch of a run over many records */
  'records.run': z.object({ runId: uuid }),
  /** staff → staff: what other systems are told; the worker makes one delivery per endpoint */
  'webhook.event': z.object({
    kind: z.enum(['case.received', 'case.stateChanged', 'case.decided', 'document.issued']),
    caseId: uuid,
    state: z.string().nullable(),
    documentId: uuid.nullable(),
    at: z.string(),
  }),
  /** staff → staff: the same of a record of a work app */
  'webhook.record': z.object({
    kind: z.enum(['record.stateChanged']),
    appId: z.string(),
    recordId: uuid,
    state: z.string(),
    at: z.string(),
  }),
  /** staff → staff, done by the worker: what follows by itself when a record is acted on or comes to a state */
  'record.effects': z.object({
    appId: z.string(),
    recordId: uuid,
    /** In their order, as the definition said then; `why`: the state or act they follow, in words. */
    effects: z.array(z.object({ effect: z.record(z.string(), z.unknown()), why: z.string() })),
    /** State the record came to. */
    state: z.string(),
    by: uuid.nullable(),
  }),
  /** staff → staff, done by the worker: one kept paper of a record is set */
  'record.document': z.object({ documentId: uuid }),
  /** staff → staff, done by the worker as builder: an app takes its new shape and behaviour */
  'app.publish': z.object({ publicationId: uuid }),
  /** staff → staff, done by the worker as builder: the views that analysts read are made, or taken away */
  'app.analyse': z.object({ appId: z.string() }),
  /** staff → staff, done by the worker: records that have no state of their app's process come to the first, in batches */
  'process.begin': z.object({ appId: z.string(), after: uuid.nullable() }),
  /** staff → staff, done by the worker: the organisation changed, running approvals are seated anew, piece by piece behind `after` */
  'process.reseat': z.object({
    why: z.string(),
    after: z.object({ appId: z.string(), recordId: uuid }).nullable().default(null),
  }),
  /** staff → staff, done by the worker: these people are to be told, as far as they may see what it is about */
  'notice.tell': z.object({
    kind: z.string(),
    appId: z.string().nullable(),
    recordId: uuid.nullable(),
    aboutId: uuid.nullable(),
    by: uuid.nullable(),
    to: z.array(uuid),
    /** Ids of fields that changed; empty: told whatever one reads. */
    fields: z.array(z.number().int()),
  }),
  /** → outside */
  'mail.send': z.object({
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    codeId: uuid.nullable().default(null),
  }),
  'sms.send': z.object({ to: z.string(), text: z.string(), codeId: uuid.nullable().default(null) }),
  /** worker → portal: a one-time code could not be delivered */
  'code.bounced': z.object({ codeId: uuid }),
} as const;

export type MessageKind = keyof typeof messages;
export type Message<K extends MessageKind> = z.infer<(typeof messages)[K]>;

export const targets = {
  'application.submitted': 'staff',
  'application.delivery': 'staff',
  'application.corrected': 'staff',
  'application.withdrawn': 'staff',
  'application.message': 'staff',
  'document.opened': 'staff',
  'case.state': 'portal',
  'case.correctionAsked': 'portal',
  'case.message': 'portal',
  'document.issued': 'portal',
  'document.state': 'portal',
  'application.access': 'portal',
  'case.receipt': 'portal',
  'procedure.listed': 'portal',
  'document.render': 'staff',
  'case.checkRegister': 'staff',
  'case.dispose': 'staff',
  'records.run': 'staff',
  'application.dispose': 'portal',
  'webhook.event': 'staff',
  'webhook.record': 'staff',
  'record.effects': 'staff',
  'record.document': 'staff',
  'app.publish': 'staff',
  'app.analyse': 'staff',
  'process.begin': 'staff',
  'process.reseat': 'staff',
  'notice.tell': 'staff',
  'mail.send': 'outside',
  'sms.send': 'outside',
  'code.bounced': 'portal',
} as const satisfies Record<MessageKind, 'portal' | 'staff' | 'outside'>;
