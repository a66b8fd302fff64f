/** Shapes of this room; browser-safe. */
import type { Answers, Typed } from '#core/fields';

/** States an applicant sees; the same words as in core/exchange. */
export type ApplicationState =
  | 'arrived'
  | 'underReview'
  | 'correctionAsked'
  | 'corrected'
  | 'visitAsked'
  | 'decided'
  | 'refused'
  | 'issued'
  | 'withdrawn'
  | 'closed';

export interface Draft {
  id: string;
  number: string;
  procedureId: string;
  procedureVersion: number;
  appId: string;
  appVersion: number;
  accountId: string | null;
  language: string;
  /** As it lies in the database: sealed values are ciphertext. Use cases open it. */
  typed: Typed;
  answers: Answers;
  visited: string[];
  revision: number;
  submitKey: string;
  updatedAt: Date;
  expiresAt: Date;
  submittedAs: string | null;
}

export interface Correction {
  fields: { path: string; reason: string }[];
  message: string;
  answerBy: string | null;
  askedAt: string;
  /** What was typed and could not be sent yet; sealed like a draft. */
  typed?: Typed;
  answers?: Answers;
}

export interface Application {
  id: string;
  receiptNumber: string;
  bodyHash: string;
  procedureId: string;
  procedureVersion: number;
  appId: string;
  appVersion: number;
  accountId: string | null;
  language: string;
  answers: Answers;
  arrivedAt: Date;
  state: ApplicationState;
  stateAt: Date;
  dueOn: string | null;
  correction: Correction | null;
  counterCheck: { yen: number; text: string } | null;
  withdrawnAt: Date | null;
  /** How documents are to arrive; null: nobody chose, so by post. */
  delivery: 'electronic' | 'post' | null;
}

export interface ApplicationEvent {
  at: Date;
  kind: string;
  detail: Record<string, unknown>;
}

export interface ApplicationMessage {
  at: Date;
  sender: 'applicant' | 'office';
  body: string;
}

export interface ApplicationDocument {
  id: string;
  number: string;
  title: string;
  sha256: string;
  bytes: number;
  issuedAt: Date;
  openedAt: Date | null;
  revokedAt: Date | null;
}

export interface Attachment {
  id: string;
  fieldId: number;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  /** What the virus scanner said; `waiting` and `infected` may be read by nobody. */
  scan: 'none' | 'clean' | 'waiting' | 'infected';
}
