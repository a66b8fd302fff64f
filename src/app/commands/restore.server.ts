/** `madoguchi restore <file>` and `madoguchi drill <file>`. */
import { drillBackup, type Restored, readBackupHead, restoreBackup } from '#core/backup.server';
import { type Disposal, journalFile, readJournal } from '#core/disposals.server';
import { highest, type IssuedNumber, numbersFile, readNumbers } from '#core/documents.server';
import { retentionDisposals } from '#core/retention.server';
import type { Key } from '#platform/archive.server';
import { verifyAudit } from '#platform/audit/sealing.server';
import type { Config } from '#platform/config.server';
import { createDatabase, ensureDatabase, migrate } from '#platform/db.server';
import type { Admin } from '../admin.server.ts';
import { signerFor } from '../audit-anchors.server.ts';
import { fileStoreOf } from '../runtime.server.ts';
import { inWords, keyOf, keyOptions } from './backup-words.server.ts';
import { asOperator, readWords, type Words } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function runRestore(words: string[]): Promise<void> {
  const given = readWords(words, {
    database: { type: 'string' },
    disposals: { type: 'string', multiple: true },
    numbers: { type: 'string', multiple: true },
    'no-disposals': { type: 'boolean' },
    json: { type: 'boolean' },
    ...keyOptions,
  });
  const [archive] = given.positionals;
  if (archive === undefined) throw wrongUse('バックアップのファイルを指定してください。', 'Name an archive.');
  await inWords(() =>
    asOperator(async (admin, config) => {
      const key = await keyOf(given);
      const disposals = await disposalsFor(archive, key, given, config);
      if (disposals === null && !given.flag('no-disposals')) throw noJournal();
      const numbers = await numbersFor(archive, key, given, config);
      const restored = await restoreInto(
        admin,
        config,
        given.text('database'),
        archive,
        key,
        disposals ?? [],
        numbers,
      );
      if (given.flag('json')) console.log(JSON.stringify({ ...restored, head: undefined }));
      else tell(restored, numbers !== null);
    }),
  );
}

/** Here, or in another database of the same server, which is made when it is not there. */
async function restoreInto(
  admin: Admin,
  config: Config,
  database: string | undefined,
  archive: string,
  key: Key | null,
  disposals: Disposal[],
  numbers: IssuedNumber[] | null,
): Promise<Restored> {
  const target = { files: fileStoreOf(config), disposals, handlers: retentionDisposals, numbers };
  if (database === undefined)
    return restoreBackup(
      { ...target, db: admin.db, migrateOptions: admin.migrateOptions, filesShared: false },
      archive,
      key,
    );
  const adminUrl = await ensureDatabase(admin.adminUrl, database);
  const migrateOptions = { ...admin.migrateOptions, adminUrl };
  await migrate(migrateOptions);
  const db = createDatabase({ url: adminUrl, max: 2, onError: () => undefined });
  try {
    return await restoreBackup({ ...target, db, migrateOptions, filesShared: true }, archive, key);
  } finally {
    await db.close();
  }
}

/** Decisions of the journal in the data folder and of those named; null when there is none at all. */
async function disposalsFor(
  archive: string,
  key: Key | null,
  given: Words,
  config: Config,
): Promise<Disposal[] | null> {
  const { municipality } = await readBackupHead(archive, key);
  const found = await readJournal(journalFile(config.MADOGUCHI_DATA, municipality.code));
  const named = await Promise.all(
    given.texts('disposals').map(async (file) => {
      const journal = await readJournal(file);
      if (journal === null) throw new Trouble(`${file} がありません。`, `There is no ${file}.`);
      return journal;
    }),
  );
  return found === null && named.length === 0 ? null : [...(found ?? []), ...named.flat()];
}

/** Issued numbers of the journal in the data folder and of those named; null when there is none at all. */
async function numbersFor(
  archive: string,
  key: Key | null,
  given: Words,
  config: Config,
): Promise<IssuedNumber[] | null> {
  const { municipality } = await readBackupHead(archive, key);
  const files = [numbersFile(config.MADOGUCHI_DATA, municipality.code), ...given.texts('numbers')];
  const found = await Promise.all(files.map(readNumbers));
  return found.every((one) => one === null) ? null : highest(found.flatMap((one) => one ?? []));
}

const noJournal = (): Trouble =>
  new Trouble(
    '廃棄・消去の記録が見つかりません。バックアップの後に消したものが戻ってしまいます。\n--disposals <ファイル> で渡すか、一度も消していないなら --no-disposals を付けてください。',
    'There is no journal of disposals, so what was disposed of after the backup would come back. Give it with --disposals <file>, or say --no-disposals if nothing ever was.',
  );

function tell(
  {
    head,
    digest,
    rows,
    files,
    migrated,
    outbox,
    deliveriesHeld,
    disposed,
    numbersSkipped,
    hostsTaken,
  }: Restored,
  numbersKnown: boolean,
): void {
  const lines = [
    `${head.municipality.name}（${head.municipality.code}）を ${head.takenAt} の時点に戻しました。 / Restored.`,
    `${rows} 行、ファイル ${files.kept} 件。書き出し直して一致を確かめました。 / rows and files, compared. sha256 ${digest}`,
    `止めてある送信：${outbox.held} 件（madoguchi outbox held）、外部連携 ${deliveriesHeld} 件 / held messages and deliveries`,
    `期限切れの確認コード：${outbox.dropped} 件は送りません。 / one-time codes dropped`,
    `やり直した廃棄・消去：${disposed} 件 / disposals repeated`,
    numbersKnown
      ? `欠番にした文書番号：${numbersSkipped} 件（バックアップの後に使われた番号） / document numbers used since, not given again`
      : `欠番にした文書番号：${numbersSkipped} 件。使われた番号の控え（document-numbers）がないため、所属ごとに 1000 番あけました。 / no journal of document numbers: 1000 passed over in each section`,
    '全員がサインインし直します。停止した職員、公開した定義など、バックアップの後に変えたことを docs/operating/backup.md のとおり確かめてください。',
  ];
  if (migrated.length > 0) lines.push(`表を今の版にしました / migrated: ${migrated.join(', ')}`);
  if (hostsTaken.length > 0)
    lines.push(`ほかの自治体が使っている宛先 / host names taken: ${hostsTaken.join(', ')}`);
  if (files.missing.length > 0)
    lines.push(`バックアップの時点でなかったファイル / files missing then: ${files.missing.join(', ')}`);
  console.log(lines.join('\n'));
}

export async function runDrill(words: string[]): Promise<void> {
  const given = readWords(words, {
    disposals: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    ...keyOptions,
  });
  const [archive] = given.positionals;
  if (archive === undefined) throw wrongUse('バックアップのファイルを指定してください。', 'Name an archive.');
  await inWords(() =>
    asOperator(async (admin, config) => {
      const key = await keyOf(given);
      const drilled = await drillBackup(
        {
          migrateOptions: { ...admin.migrateOptions, log: () => undefined },
          disposals: (await disposalsFor(archive, key, given, config)) ?? [],
          handlers: retentionDisposals,
          verifyAudit: (db, municipality) =>
            verifyAudit({
              db,
              municipality,
              signer: signerFor(config, admin.keyring, municipality),
              sinks: [],
            }),
          folder: config.MADOGUCHI_DATA,
        },
        archive,
        key,
      );
      if (given.flag('json')) console.log(JSON.stringify(drilled));
      else
        console.log(
          `${drilled.municipality} ${drilled.takenAt}：${drilled.tables} 表 ${drilled.rows} 行、ファイル ${drilled.files.compared} 件、監査 ${drilled.audit.sealed} 件、${drilled.seconds.total} 秒 / tables, rows, files, sealed audit rows, seconds`,
        );
      if (!drilled.equal)
        throw new Trouble(
          `一致しません：ファイル ${drilled.files.altered.length + drilled.files.missing.length} 件、監査 ${drilled.audit.ok ? '一致' : '不一致'}。`,
          `Not equal: files altered ${drilled.files.altered.length}, missing ${drilled.files.missing.length}; audit ${drilled.audit.ok}.`,
        );
      if (!given.flag('json'))
        console.log('一致しました。訓練用のものは消しました。 / Equal; nothing is left of it.');
    }),
  );
}
