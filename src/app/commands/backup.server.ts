/** `madoguchi backup <file or folder>`, `backup verify <file>`, `backup key <file>`. */
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { walkBackup, writeBackup } from '#core/backup.server';
import { newIdentity } from '#platform/archive.server';
import { readConfig } from '#platform/config.server';
import { openAdmin } from '../admin.server.ts';
import { fileStoreOf } from '../runtime.server.ts';
import { inWords, keyOf, keyOptions, lockOf, lockOptions } from './backup-words.server.ts';
import { municipalityOf, readWords, type Words } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function runBackup(words: string[]): Promise<void> {
  const given = readWords(words, {
    municipality: { type: 'string' },
    json: { type: 'boolean' },
    ...lockOptions,
    ...keyOptions,
  });
  const [first, second] = given.positionals;
  if (first === undefined)
    throw wrongUse('書き出すファイルかフォルダーを指定してください。', 'Name a file or a folder.');
  await inWords(async () => {
    if (second === undefined) await write(first, given);
    else if (first === 'verify') await verify(second, given);
    else if (first === 'key') await makeKey(second);
    else throw wrongUse('backup verify か backup key です。', 'backup verify or backup key.');
  });
}

async function write(place: string, given: Words): Promise<void> {
  const lock = await lockOf(given);
  const config = readConfig(process.env);
  // Not at the current layout: a backup comes before an update, and must not be one.
  const admin = await openAdmin(config, (line) => console.error(line));
  try {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const file = await fileIn(place, municipality, lock !== null);
    const files = fileStoreOf(config).of(municipality);
    const written = await writeBackup({ db: admin.db, municipality, files }, file, lock);
    if (written === null) throw new Trouble('その自治体はありません。', 'There is no such municipality.');
    const { takenAt, rows, digest, bytes } = written;
    if (given.flag('json'))
      console.log(JSON.stringify({ file, municipality, takenAt, rows, digest, bytes, files: written.files }));
    else
      console.log(
        `${file}\n${takenAt} 時点：${rows} 行、ファイル ${written.files.count} 件、${Math.ceil(bytes / 1e6)} MB / rows, files\nsha256 ${digest}`,
      );
    const { missing } = written.files;
    if (missing.length > 0)
      throw new Trouble(
        `バックアップは書きましたが、ファイル ${missing.length} 件が保管場所になく、入っていません。`,
        `Written, but ${missing.length} files that rows name were not in the file store: ${missing.slice(0, 5).join(', ')}`,
      );
  } finally {
    await admin.close();
  }
}

/** In a folder the name says whose and when; names sort by time. */
async function fileIn(place: string, municipality: string, locked: boolean): Promise<string> {
  const found = await stat(place).catch(() => undefined);
  if (!found?.isDirectory()) return place;
  const when = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return path.join(place, `m${municipality}-${when}.tar${locked ? '.age' : ''}`);
}

async function verify(file: string, given: Words): Promise<void> {
  const { head, tables, files, digest } = await walkBackup(file, await keyOf(given));
  const rows = tables.reduce((all, one) => all + one.rows, 0);
  const { municipality, takenAt } = head;
  if (given.flag('json'))
    return console.log(
      JSON.stringify({
        municipality: municipality.code,
        takenAt,
        tables: tables.length,
        rows,
        files,
        digest,
      }),
    );
  console.log(
    `${municipality.name}（${municipality.code}）${takenAt} 時点：表 ${tables.length}、${rows} 行、ファイル ${files.count} 件。壊れていません。 / The archive is whole.\nsha256 ${digest}`,
  );
}

async function makeKey(file: string): Promise<void> {
  const { identity, recipient } = await newIdentity();
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
  console.log(
    `${recipient}\n${file} はバックアップを開く鍵です。窓口のサーバーに置かず、紙と金庫に。 / Keep the file away from this server.`,
  );
}
