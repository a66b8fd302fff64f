/** Where a process spends its time, from V8's sampling profile: by room of the product, by package, by kind of work. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchCity } from './city.ts';
import type { Share } from './figures.ts';
import type { Server } from './processes.ts';

interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
}
interface Profile {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/** Makes ready and runs `work` twice against a portal process of its own: once to warm up, once with the profiler on. */
export async function profiled(
  of: string,
  city: BenchCity,
  ready: (portal: Server) => Promise<() => Promise<unknown>>,
): Promise<Share> {
  const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-profile-'));
  const file = path.join(folder, 'portal.cpuprofile');
  const portal = await city.portal([], { BENCH_PROFILE: file });
  try {
    await (await ready(portal))();
    const work = await ready(portal);
    process.kill(portal.pid, 'SIGUSR2');
    await work();
    process.kill(portal.pid, 'SIGUSR2');
    for (let tries = 0; !existsSync(file) && tries < 100; tries++) await pause(100);
    // Written in one go, yet not at once.
    await pause(500);
    const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
    if (process.env.BENCH_KEEP_PROFILES !== undefined)
      copyFileSync(file, path.join(process.env.BENCH_KEEP_PROFILES, `${of.replace(/\W+/g, '-')}.cpuprofile`));
    return { of, rows: shareOut(profile) };
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The parts of busy time, largest first; what is below one percent stands together. */
function shareOut(profile: Profile): Share['rows'] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((id) => [id, node.id] as const)),
  );
  const framesFrom = (id: number): CallFrame[] => {
    const frames: CallFrame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
      frames.push(nodes.get(at)!.callFrame);
    return frames;
  };
  const kinds = new Map<number, string | null>();
  const times = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of profile.samples.entries()) {
    let kind = kinds.get(id);
    if (kind === undefined) {
      kind = kindOf(framesFrom(id));
      kinds.set(id, kind);
    }
    if (kind === null) continue;
    const time = profile.timeDeltas[index] ?? 0;
    busy += time;
    times.set(kind, (times.get(kind) ?? 0) + time);
  }
  const all = [...times].map(([name, time]) => ({ name, part: time / busy })).sort((a, b) => b.part - a.part);
  const small = all.filter(({ part }) => part < 0.01).reduce((sum, { part }) => sum + part, 0);
  return [...all.filter(({ part }) => part >= 0.01), { name: 'everything below one percent', part: small }];
}

const database = new Set(['pg', 'pg-pool', 'pg-protocol', 'kysely', 'postgres-date', 'pg-types']);
const log = new Set(['pino', 'sonic-boom', 'quick-format-unescaped']);
const server = new Set(['fastify', 'find-my-way', 'fast-content-type-parse']);

/**
 * What a moment was spent on: the room or package that called the engine, innermost first; drawing the page is told apart
 * from what comes before. Null when idle, or busy with the profiler itself.
 */
function kindOf(frames: CallFrame[]): string | null {
  const leaf = frames[0]!;
  if (leaf.functionName === '(idle)' || frames.some(({ url }) => url === 'node:inspector')) return null;
  if (leaf.functionName === '(garbage collector)') return 'garbage collection';
  const places = frames.map(placeOf);
  const place = places.find((each) => each !== null);
  if (frames.some(({ functionName }) => functionName.endsWith('renderToString')))
    return place?.startsWith('src/core')
      ? 'drawing the page: fields and forms'
      : 'drawing the page: frame and React';
  if (place === undefined || place === null) return 'Node: HTTP, sockets, timers, the engine';
  if (database.has(place)) return 'database: sending, waiting, reading';
  if (log.has(place)) return 'log line';
  if (server.has(place) || place === 'src/platform/http') return 'HTTP server (Fastify, headers, bridge)';
  return place === 'react-router' ? 'React Router' : place;
}

const sources = new Map<string, string[]>();

/** Package or room of a frame; null for Node itself and native code. */
function placeOf({ url, lineNumber }: CallFrame): string | null {
  if (!url.startsWith('file:')) return null;
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return inPackage ?? roomAt(fileURLToPath(url), lineNumber);
}

/** The bundler leaves `// src/core/forms/…` above each module. */
function roomAt(file: string, line: number): string {
  let lines = sources.get(file);
  if (lines === undefined) {
    lines = readFileSync(file, 'utf8').split('\n');
    sources.set(file, lines);
  }
  for (let at = line; at >= 0; at--) {
    const source = /^\/\/ (?:#region )?src\/([\w./-]+)$/.exec(lines[at] ?? '')?.[1];
    if (source !== undefined) return `src/${source.split('/').slice(0, 2).join('/')}`;
  }
  return path.basename(file);
}
