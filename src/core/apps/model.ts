/** What building apps is about: drafts, publications, what they change. Browser-safe. */
import type { App, WorkApp } from '#core/definitions';
import type { Grant } from '#core/policy';

/** Something to mend in an app, with the place in its definition and the remedy. Errors stop publishing; warnings do not. */
export interface AppProblem {
  /** `fields[3].options.min`; empty for the whole app. */
  path: string;
  level: 'error' | 'warning';
  ja: string;
  en: string;
}

/** A field whose type was changed: its values go over to a new field, which takes its place. */
export interface Retype {
  from: number;
  to: number;
}

export interface Draft {
  appId: string;
  /** The version it began from; null for an app that is not published yet. */
  basedOn: number | null;
  body: App;
  retypes: Retype[];
  revision: number;
  createdBy: string;
  changedBy: string;
  changedAt: Date;
}

export type PublicationState = 'waiting' | 'converting' | 'published' | 'refused';

export interface Publication {
  id: string;
  appId: string;
  state: PublicationState;
  problems: AppProblem[];
  /** Of a published one. */
  version: number | null;
  note: string;
  rolledBackTo: number | null;
  requestedBy: string;
  requestedAt: Date;
  finishedAt: Date | null;
  /** Values on their way; empty when nothing has to be converted or calculated anew. */
  conversions: ConversionProgress[];
}

export interface ConversionProgress {
  id: string;
  /** Values to another field, formulas calculated anew, records made findable anew. */
  kind: 'convert' | 'recalculate' | 'reindex';
  fromField: number | null;
  toFields: number[];
  state: 'running' | 'done' | 'ended';
  total: number;
  done: number;
  failed: number;
}

/** One difference between two versions of an app, in words. */
export interface AppChange {
  kind:
    | 'field-added'
    | 'field-retired'
    | 'field-renamed'
    | 'field-retyped'
    | 'field-changed'
    | 'form'
    | 'view'
    | 'access'
    | 'process'
    | 'other';
  /** Id of the field, for the kinds about fields. */
  field?: number;
  ja: string;
  en: string;
}

/** What publishing a draft would do to the records that are there. */
export interface DraftReview {
  changes: AppChange[];
  problems: AppProblem[];
  records: number;
  effects: DraftEffect[];
}

export interface DraftEffect {
  kind:
    | 'values-kept'
    | 'conversion'
    | 'rule'
    | 'recalculate'
    | 'overflow'
    | 'running-cases'
    | 'duplicates'
    | 'states-gone'
    | 'unseen';
  field?: number;
  /** Records concerned; of a large app an estimate from a sample. */
  records: number;
  estimated: boolean;
  /** Some of the records concerned, by id: read under the rights of the record. */
  examples: string[];
  ja: string;
  en: string;
}

export type { App, Grant, WorkApp };
