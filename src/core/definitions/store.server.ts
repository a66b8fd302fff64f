/** The definitions of one municipality, in memory; read again when the epoch rose. */
import type { Tx } from '#platform/db.server';
import { selectDefinitions, selectEpoch } from './definitions.sql.ts';
import type {
  App,
  AppTemplate,
  Definition,
  DefinitionKind,
  Language,
  MapLayer,
  Organisation,
  Procedure,
  Template,
} from './kinds.server.ts';
import { type Epoch, rememberEpoch, seenEpoch } from './seen-epoch.server.ts';

export interface Versioned<T> {
  version: number;
  effectiveFrom: string;
  body: T;
}

export interface Definitions {
  epoch: string;
  /** The version given, else the one in force on the day `on`. */
  app(id: string, at: At): Versioned<App> | null;
  procedure(id: string, at: At): Versioned<Procedure> | null;
  template(id: string, at: At): Versioned<Template> | null;
  /** All templates of documents in force on a day, by id. */
  templates(on: string): Versioned<Template>[];
  /** All apps in force on a day, by id. */
  apps(on: string): Versioned<App>[];
  /** Out of use: nobody finds the work app, reads its records or changes them. */
  isRetired(appId: string): boolean;
  /** All procedures in force on a day, by reading. */
  procedures(on: string): Versioned<Procedure>[];
  organisation(on: string): Organisation;
  /** In the order the pack gives; the first is Japanese. */
  languages(): Language[];
  /** The newest version of every template of a work app, in the order the packs give. */
  appTemplates(): AppTemplate[];
  /** The newest version of a layer of the map. */
  layer(id: string): MapLayer | undefined;
  /** The newest version of each, by id. */
  layers(): MapLayer[];
  /** Keeps something derived from these definitions (a prepared form, a search index) as long as they live. */
  derived<T>(key: string, make: () => T): T;
}
export type At = { version: number } | { on: string };

const kept = new Map<string, Definitions>();

async function epochOf(tx: Tx): Promise<Epoch> {
  const known = seenEpoch(tx);
  if (known !== undefined) return known;
  const read = await selectEpoch(tx);
  rememberEpoch(tx, read);
  return read;
}

/** The current definitions; one cheap statement when nothing changed. `municipality` keys the cache. */
export async function definitionsOf(tx: Tx, municipality: string): Promise<Definitions> {
  const seen = await epochOf(tx);
  const { epoch, retired } = seen;
  seen.municipality = municipality;
  const known = kept.get(municipality);
  if (known?.epoch === epoch) return known;
  const fresh = build(epoch, new Set(retired), await selectDefinitions(tx));
  kept.set(municipality, fresh);
  return fresh;
}

function build(
  epoch: string,
  retired: ReadonlySet<string>,
  rows: Awaited<ReturnType<typeof selectDefinitions>>,
): Definitions {
  const byKind = new Map<string, Map<string, Versioned<never>[]>>();
  for (const row of rows) {
    const ids = byKind.get(row.kind) ?? new Map<string, Versioned<never>[]>();
    byKind.set(row.kind, ids);
    const versions = ids.get(row.id) ?? [];
    ids.set(row.id, versions);
    versions.push({ version: row.version, effectiveFrom: row.effective_from, body: row.body as never });
  }
  function find<K extends DefinitionKind>(kind: K, id: string, at: At): Versioned<Definition<K>> | null {
    const versions = (byKind.get(kind)?.get(id) ?? []) as Versioned<Definition<K>>[];
    if ('version' in at) return versions.find((one) => one.version === at.version) ?? null;
    return inForce(versions, at.on);
  }
  const derivedThings = new Map<string, unknown>();
  // Asked for by every request.
  const languages = [...(byKind.get('language')?.values() ?? [])]
    .map((versions) => versions.at(-1)!.body as Language)
    .sort((a, b) => a.order - b.order);
  return {
    epoch,
    app: (id, at) => find('app', id, at),
    procedure: (id, at) => find('procedure', id, at),
    template: (id, at) => find('template', id, at),
    templates(on) {
      const all = [...(byKind.get('template')?.keys() ?? [])]
        .sort()
        .map((id) => find('template', id, { on }));
      return all.filter((one) => one !== null);
    },
    apps(on) {
      const all = [...(byKind.get('app')?.keys() ?? [])].sort().map((id) => find('app', id, { on }));
      return all.filter((one) => one !== null);
    },
    isRetired: (appId) => retired.has(appId),
    procedures(on) {
      const all = [...(byKind.get('procedure')?.keys() ?? [])].map((id) => find('procedure', id, { on }));
      return all.filter((one) => one !== null).sort((a, b) => (a.body.reading < b.body.reading ? -1 : 1));
    },
    organisation(on) {
      const ids = [...(byKind.get('organisation')?.keys() ?? [])];
      const found = ids.map((id) => find('organisation', id, { on })).find((one) => one !== null);
      if (!found) throw new Error('no organisation definition is loaded');
      return found.body;
    },
    languages: () => languages,
    appTemplates: () =>
      [...(byKind.get('app-template')?.values() ?? [])]
        .map((versions) => versions.at(-1)!.body as AppTemplate)
        .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    layer: (id) => byKind.get('layer')?.get(id)?.at(-1)?.body as MapLayer | undefined,
    layers: () =>
      [...(byKind.get('layer')?.entries() ?? [])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, versions]) => versions.at(-1)!.body as MapLayer),
    derived<T>(key: string, make: () => T): T {
      if (!derivedThings.has(key)) derivedThings.set(key, make());
      return derivedThings.get(key) as T;
    },
  };
}

/** Of versions in order, the newest whose day has come. */
function inForce<T>(versions: Versioned<T>[], on: string): Versioned<T> | null {
  let best: Versioned<T> | null = null;
  for (const one of versions) {
    if (one.effectiveFrom <= on && (best === null || one.effectiveFrom >= best.effectiveFrom)) best = one;
  }
  return best;
}
