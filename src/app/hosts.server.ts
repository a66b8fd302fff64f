/** Which city answers under a host name, in which languages, and what its cached pages depend on. */
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import type { Config } from '#platform/config.server';
import type { Database, Zone } from '#platform/db.server';
import type { HostPort } from '#platform/http.server';
import { selectMunicipalityOfHost } from './hosts.sql.ts';

const hostSeconds = 30;
const epochSeconds = 2;
/** Names that strangers make up must not fill the memory. */
const maxHosts = 1_000;

interface Kept<T> {
  value: Promise<T>;
  until: number;
  /** The last answer there was. */
  last?: { value: T };
}

/** A database that does not answer is not waited for when there is an older answer. */
const mostWaitMs = 1_000;
const after = <T>(value: T) => new Promise<T>((done) => setTimeout(done, mostWaitMs, value).unref());

/** Asks the database at most every 30 seconds per host and every 2 seconds per city. */
export function createHosts(
  db: Database,
  zone: Extract<Zone, 'portal' | 'staff'>,
  config: Config,
  now: () => number = Date.now,
): HostPort {
  const hosts = new Map<string, Kept<string | null>>();
  const cities = new Map<string, Kept<Definitions>>();

  function definitionsNow(municipality: string): Promise<Definitions> {
    return keep(cities, municipality, epochSeconds, () =>
      db.tenant(municipality, zone, (tx) => definitionsOf(tx, municipality)),
    );
  }

  function keep<T>(
    map: Map<string, Kept<T>>,
    key: string,
    seconds: number,
    ask: () => Promise<T>,
  ): Promise<T> {
    const known = map.get(key);
    if (known !== undefined && known.until > now()) return known.value;
    // What was true a moment ago keeps public pages up while the database is away; nobody is let in by it.
    const last = known?.last;
    const asked = ask();
    const value =
      last === undefined ? asked : Promise.race([asked.catch(() => last.value), after(last.value)]);
    const kept: Kept<T> = { value, until: now() + seconds * 1000, ...(last === undefined ? {} : { last }) };
    map.set(key, kept);
    asked.then(
      (fresh) => {
        kept.last = { value: fresh };
        kept.value = asked;
      },
      () => {
        // What failed is asked again at once, unless there is an older answer to give meanwhile.
        if (last === undefined && map.get(key) === kept) map.delete(key);
      },
    );
    if (map.size > maxHosts) map.delete(map.keys().next().value!);
    return value;
  }

  let minute = -1;
  let day = '';
  /** Days begin with a minute, so once a minute is often enough. */
  function today(): string {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) {
      minute = current;
      day = tokyoDate(new Date(current * 60_000));
    }
    return day;
  }

  return {
    async municipalityOf(host) {
      const found = await keep(hosts, host.toLowerCase(), hostSeconds, () =>
        selectMunicipalityOfHost(db, host.toLowerCase()),
      );
      return found ?? config.MADOGUCHI_MUNICIPALITY ?? null;
    },
    async languagesOf(municipality) {
      const definitions = await definitionsNow(municipality);
      return definitions.derived('language-ids', () => definitions.languages().map(({ id }) => id));
    },
    async epochOf(municipality) {
      // A new day brings other rules and deadlines into force.
      return `${(await definitionsNow(municipality)).epoch}-${today()}`;
    },
  };
}
