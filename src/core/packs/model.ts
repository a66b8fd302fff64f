/** What a pack is once read, and what can be wrong with it. Browser-safe. */
import type {
  App,
  Definition,
  DefinitionKind,
  Evidence,
  Fact,
  Language,
  MapLayer,
  Organisation,
  Pack,
  Procedure,
  Template,
} from '#core/definitions';

/** Something to mend, with the place and the remedy. Errors stop the load; warnings do not. */
export interface PackProblem {
  /** Relative to the pack's folder. */
  file: string;
  /** `fields[3].options.min`; empty for the whole file. Lines of CSV files are `line 12`. */
  path: string;
  level: 'error' | 'warning';
  ja: string;
  en: string;
}

/** A definition as read, checked against its schema, defaults filled in. */
export type PackDefinition = {
  [K in DefinitionKind]: { file: string; kind: K; id: string; body: Definition<K> };
}[DefinitionKind];

export interface PostCode {
  post_code: string;
  prefecture: string;
  city: string;
  ward: string;
  town: string;
  town_kana: string;
}

export interface PackTestFile {
  file: string;
  content: unknown;
}

export interface PackContent {
  directory: string;
  /** Null when pack.json is missing or wrong. */
  pack: Pack | null;
  definitions: PackDefinition[];
  staffCsv: Uint8Array | null;
  postCodes: PostCode[];
  tests: PackTestFile[];
  /** Found while reading: JSON syntax, schemas. */
  problems: PackProblem[];
}

/** The definitions of several packs by kind and id. */
export interface PackIndex {
  apps: Map<string, App>;
  procedures: Map<string, Procedure>;
  facts: Map<string, Fact>;
  evidence: Map<string, Evidence>;
  templates: Map<string, Template>;
  languages: Map<string, Language>;
  layers: Map<string, MapLayer>;
  organisations: Organisation[];
}

export function indexOf(packs: PackContent[]): PackIndex {
  const index: PackIndex = {
    apps: new Map(),
    procedures: new Map(),
    facts: new Map(),
    evidence: new Map(),
    templates: new Map(),
    languages: new Map(),
    layers: new Map(),
    organisations: [],
  };
  for (const one of packs.flatMap((pack) => pack.definitions)) {
    if (one.kind === 'app') index.apps.set(one.id, one.body);
    else if (one.kind === 'procedure') index.procedures.set(one.id, one.body);
    else if (one.kind === 'fact') index.facts.set(one.id, one.body);
    else if (one.kind === 'evidence') index.evidence.set(one.id, one.body);
    else if (one.kind === 'template') index.templates.set(one.id, one.body);
    else if (one.kind === 'language') index.languages.set(one.id, one.body);
    else if (one.kind === 'layer') index.layers.set(one.id, one.body);
    else if (one.kind === 'organisation') index.organisations.push(one.body);
  }
  return index;
}

export const hasErrors = (problems: PackProblem[]): boolean => problems.some((one) => one.level === 'error');
