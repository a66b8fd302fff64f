/** `madoguchi keys`: data keys of the cities, changed while they work. */
import { type KeyZone, keyZones } from '#platform/crypto.server';
import type { Admin } from '../admin.server.ts';
import { selectMunicipalities } from '../hosts.sql.ts';
import { renewSealed } from '../renew-sealed.server.ts';
import { type KeyTools, keyStatus, rewrapDataKeys, rotateDataKey } from '../rotate-keys.server.ts';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

export async function runKeys(words: string[]): Promise<void> {
  const given = readWords(words, {
    municipality: { type: 'string' },
    zone: { type: 'string' },
    now: { type: 'boolean' },
  });
  const [verb] = given.positionals;
  const zones = zonesOf(given.text('zone'));
  if (verb !== 'status' && verb !== 'rotate' && verb !== 'rewrap')
    throw wrongUse(
      'keys status、keys rotate、keys rewrap のどれかを書いてください。',
      'Write: keys status, rotate or rewrap.',
    );
  await asOperator(async (admin) => {
    const tools: KeyTools = { db: admin.asZone('worker'), keyring: admin.keyring };
    for (const municipality of await citiesOf(admin, given.text('municipality'))) {
      if (verb === 'status') await show(tools, municipality);
      else if (verb === 'rewrap')
        say(`${municipality}: ${await rewrapDataKeys(tools, municipality)} 個を包み直しました / rewrapped`);
      else await rotate(tools, municipality, zones, given.flag('now'));
    }
  });
}

function zonesOf(named: string | undefined): readonly KeyZone[] {
  if (named === undefined) return keyZones;
  const zone = keyZones.find((one) => one === named);
  if (zone === undefined) throw wrongUse('--zone は portal か staff です。', '--zone is portal or staff.');
  return [zone];
}

async function citiesOf(admin: Admin, named: string | undefined): Promise<string[]> {
  return named === undefined ? selectMunicipalities(admin.db) : [await municipalityOf(admin, named)];
}

async function rotate(tools: KeyTools, city: string, zones: readonly KeyZone[], now: boolean): Promise<void> {
  for (const zone of zones)
    say(`${city}: 新しい鍵 new key ${zone}/${await rotateDataKey(tools, city, zone)}`);
  if (!now)
    return say('値はワーカーが封緘し直します。 / The worker seals values anew: madoguchi keys status');
  const done = await renewSealed(tools, city, { pauseMs: 0 });
  say(
    `${city}: ${done.renewed} 行を封緘し直し / rows renewed; 消した鍵 retired: ${done.retired.join(', ') || '–'}`,
  );
  if (done.left > 0)
    throw new Trouble(
      `${done.left} 行が古い鍵のままです（開けない行 ${done.broken}）。`,
      `${done.left} rows are still under an old key (${done.broken} do not open); the worker tries again.`,
    );
}

const states = {
  next: '準備中 / waiting to be used',
  active: '使用中 / in use',
  old: '交代中 / being left',
  retired: '廃止 / retired',
};

async function show(tools: KeyTools, municipality: string): Promise<void> {
  say(municipality);
  for (const { key, stale, left } of await keyStatus(tools, municipality)) {
    say(
      `  ${key.zone}/${key.id}  ${states[key.state]}  ${key.createdAt.toISOString()}${stale ? '  古い秘密で包まれています / wrapped by an older secret: keys rewrap' : ''}`,
    );
    for (const { store, rows } of left) say(`    ${store}: ${rows} 行 / rows left`);
  }
}
