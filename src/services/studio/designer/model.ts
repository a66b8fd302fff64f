/** What the designer and its server tell each other. Browser-safe. */
import type { AppProblem } from '#core/apps';
import type { App } from '#core/definitions';
import type { FieldType } from '#core/fields';

/** A draft as it lies on the server. `revision` 0: there is none yet, the first change begins it. */
export interface SavedDraft {
  revision: number;
  body: App;
  problems: AppProblem[];
  /** Of whoever saved last, and when; null for what is published. */
  changedBy: string | null;
  /** `14:05`, with the day where it was another one. */
  changedAt: string | null;
}

export type SaveAnswer =
  | ({ kind: 'saved' } & SavedDraft)
  /** Somebody saved in between: theirs, to choose between. */
  | ({ kind: 'conflict' } & SavedDraft)
  | { kind: 'refused'; message: string };

/** An app that fields may look at. */
export interface OtherAppInfo {
  id: string;
  title: string;
  fields: { code: string; label: string; type: FieldType; app?: string }[];
}

export interface Surroundings {
  apps: OtherAppInfo[];
  layers: { id: string; title: string; role: string }[];
  departments: { value: string; label: string }[];
  /** Groups of staff that exist today. */
  groups: { value: string; label: string }[];
}

/** What stands in records already. */
export interface PublishedField {
  id: number;
  /** Values of its choices. */
  values: string[];
}
