/** The format of packs/demo/samples/cases.json (described in the pack's README). */
import type { Issuer } from '#core/cases.server';
import type { Json } from '#core/fields';
import type { Keyring } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import type { FileStore } from '#platform/files.server';

export interface SampleAct {
  verb: string;
  /** Login, `applicant` or `register`. */
  by: string;
  daysAgo: number;
  fields?: { field: string; reason: string }[];
  message?: string;
  answerByDays?: number;
  answers?: Record<string, Json>;
  outcome?: 'granted' | 'partial' | 'refused' | 'accepted';
  reasons?: string;
  content?: {
    validFrom?: string;
    validTo?: string;
    items?: { line: number; granted: boolean; reason: string }[];
  };
  note?: string;
  comment?: string;
  kinds?: string[];
  method?: string;
  reason?: string;
}

export interface SampleCase {
  id: string;
  procedure: string;
  language: string;
  channel: 'online' | 'counter' | 'phone' | 'post';
  contact: { mail?: string; phone?: string };
  arrivedDaysAgo: number;
  state: string;
  answers: Record<string, Json>;
  acts: SampleAct[];
}

export interface DemoTools {
  /** With the worker's login, which may act in every zone. */
  db: Database;
  municipality: string;
  keyring: Keyring;
  files: FileStore;
  issuer: Issuer;
  today: string;
  deliver(): Promise<number>;
}

/** A sample that arrived. */
export interface Arrived {
  sample: SampleCase;
  applicationId: string | null;
  receiptNumber: string;
}
