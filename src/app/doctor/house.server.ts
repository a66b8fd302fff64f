/** The house itself: database, zones, disk, cities. */
import { access, constants, realpath, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#platform/config.server';
import { whyNot } from '#platform/db.server';
import { selectBacklog } from '#platform/outbox.server';
import type { Admin } from '../admin.server.ts';
import { databaseFolder } from '../database-url.server.ts';
import { selectMunicipalities } from '../hosts.sql.ts';
import { checkAnalysts } from './analysts.server.ts';
import { selectCityFacts, selectDatabaseFacts, selectHoles, writeAndForget } from './database.sql.ts';
import { broken, type Finding, look, well } from './model.ts';

const gigabyte = 1024 ** 3;

export async function checkDatabase(admin: Admin): Promise<Finding[]> {
  const facts = await admin.db.shared(selectDatabaseFacts);
  const findings: Finding[] = [await checkWrites(admin)];
  const say = (ok: boolean, finding: Finding, fine: Finding) => findings.push(ok ? fine : finding);
  say(
    facts.version >= 15,
    broken('PostgreSQL', '15 以上にしてください。', 'Use PostgreSQL 15 or newer.'),
    well('PostgreSQL', String(facts.version)),
  );
  say(
    facts.encoding === 'UTF8',
    broken(
      '文字コード',
      `データベースが ${facts.encoding} です。UTF8 で作り直してください。`,
      `The database is ${facts.encoding}; make it anew as UTF8.`,
    ),
    well('文字コード', 'UTF8'),
  );
  say(
    facts.skewSeconds < 5,
    broken(
      '時計',
      `データベースの時計と ${Math.round(facts.skewSeconds)} 秒ずれています。到達日時が狂います。時刻を合わせてください。`,
      `The database's clock is ${Math.round(facts.skewSeconds)} s off: times of arrival are wrong. Synchronise the clocks.`,
    ),
    well('時計'),
  );
  say(
    facts.connectionsLeft > 20,
    look(
      '接続数',
      `あと ${facts.connectionsLeft} しか接続できません。max_connections を増やしてください。`,
      `Only ${facts.connectionsLeft} connections are left: raise max_connections.`,
    ),
    well('接続数'),
  );
  if (
    facts.superuser &&
    admin.config.DATABASE_URL !== undefined &&
    admin.config.MADOGUCHI_MODE === 'production'
  )
    findings.push(
      look(
        '管理用ログイン',
        '管理用ログインがスーパーユーザーです。CREATEROLE だけで足ります。',
        'The administrator is a superuser; CREATEROLE is enough.',
      ),
    );
  return findings;
}

export async function checkCities(admin: Admin): Promise<Finding[]> {
  const cities = await selectMunicipalities(admin.db);
  if (cities.length === 0)
    return [
      broken(
        '自治体',
        'まだ一つもありません。madoguchi municipality add で加えてください。',
        'There is none yet: madoguchi municipality add',
      ),
    ];
  const findings: Finding[] = [];
  for (const city of cities)
    findings.push(...(await checkCity(admin, city)), ...(await checkAnalysts(admin, city)));
  return findings;
}

async function checkCity(admin: Admin, city: string): Promise<Finding[]> {
  const { facts, holes, backlog } = await admin.db.tenant(city, 'owner', async (tx) => ({
    facts: await selectCityFacts(tx),
    holes: await selectHoles(tx),
    backlog: await selectBacklog(tx),
  }));
  const findings = [
    holes.length === 0
      ? well(`${city} 区域の壁`)
      : broken(
          `${city} 区域の壁`,
          `もう一方の区域から読める表があります：${holes.join('、')}。権限を取り消してください。`,
          `Tables can be read from the other zone: ${holes.join(', ')}. Revoke that.`,
        ),
    facts.procedures > 0
      ? well(`${city} 手続`, `${facts.procedures}件`)
      : broken(
          `${city} 手続`,
          'パックを読み込んでください（madoguchi pack load）。',
          'Load a pack: madoguchi pack load',
        ),
    facts.staff > 0
      ? well(`${city} 職員`, `${facts.staff}人`)
      : broken(
          `${city} 職員`,
          '職員を読み込んでください（madoguchi staff import）。',
          'Import staff: madoguchi staff import',
        ),
  ];
  if (backlog.failing > 0 || backlog.oldest > 900)
    findings.push(
      look(
        `${city} 届いていないもの`,
        `${backlog.waiting}件が待っています（失敗 ${backlog.failing}件、最長 ${Math.round(backlog.oldest / 60)}分）。ワーカーが動いているか、職員側の「運用」を見てください。`,
        `${backlog.waiting} messages wait (${backlog.failing} failing, oldest ${Math.round(backlog.oldest / 60)} min): is the worker running? See 運用 on the staff side.`,
      ),
    );
  if (facts.unsealed > 0)
    findings.push(
      look(
        `${city} 操作の記録`,
        `封をされていない行が ${facts.unsealed} あります。ワーカーが動いているか確かめてください。`,
        `${facts.unsealed} audit rows are not sealed: is the worker running?`,
      ),
    );
  for (const part of facts.failing)
    findings.push(
      broken(
        `${city} 操作の記録：${part}`,
        '要約を置けません。置き場所の設定と空きを確かめてください。',
        'The head cannot be placed: check the anchor’s settings and space.',
      ),
    );
  return findings;
}

/** A database whose disk is full or fails goes on answering questions: only writing shows it. */
async function checkWrites(admin: Admin): Promise<Finding> {
  try {
    await admin.db.shared(writeAndForget);
    return well('データベースへの書き込み');
  } catch (error) {
    const { ja, en } = whyNot(error);
    return broken('データベースへの書き込み', ja, en);
  }
}

/** Free space where files and the embedded database lie; the latter may be elsewhere. */
export async function checkDisk(config: Config): Promise<Finding[]> {
  const folder = path.resolve(config.MADOGUCHI_DATA);
  try {
    await access(folder, constants.W_OK);
  } catch {
    return [
      broken(
        'データフォルダー',
        `${folder} に書き込めません。持ち主と権限を確かめてください。`,
        `${folder} cannot be written: check its owner and rights.`,
      ),
    ];
  }
  const database = await realpath(databaseFolder(config)).catch(() => folder);
  const [here, there] = await Promise.all([stat(folder), stat(database)]);
  return [
    await checkSpace('空き容量', folder),
    ...(here.dev === there.dev ? [] : [await checkSpace('空き容量（データベース）', database)]),
  ];
}

async function checkSpace(what: string, folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / gigabyte;
  if (free > 5) return well(what, `${free.toFixed(0)} GB`);
  const ja = `${folder} の空きが ${free.toFixed(1)} GB です。増やしてください。`;
  const en = `${folder} has ${free.toFixed(1)} GB left.`;
  return free > 0.1 ? look(what, ja, en) : broken(what, ja, en);
}
