/** What the sample is made of, as `packs/infectious-disease/samples/people.json` says. */
import type { Json } from '#core/fields';

export interface People {
  prefecture: string;
  city: string;
  /** Post code, ward, town. */
  towns: [string, string, string][];
  /** The commonest first. */
  families: [string, string][];
  /** By sex; older, middle, younger. */
  given: Record<'男' | '女', [string, string][][]>;
  buildings: string[];
  /** Login and share of the cases. */
  officers: [string, number][];
}

/** Everything that a patient or a log depends on besides its number. */
export interface World {
  count: number;
  today: string;
  people: People;
  /** Ids of staff, each as often as their share says. */
  officers: readonly string[];
  daysAgo(n: number): number;
}

export interface SamplePatient {
  /** State of the process. */
  state: 'received' | 'investigating' | 'recovering' | 'finished' | 'transferred' | 'died';
  /** By field code. */
  values: Record<string, Json>;
}
