/** What can go wrong with an archive, in words; and the options by which archives are locked and opened. */
import { readFile } from 'node:fs/promises';
import { RestoreRefused } from '#core/backup.server';
import { JournalDamaged, UnknownDisposal } from '#core/disposals.server';
import { ArchiveDamaged, ArchiveLocked, type Key, type Lock } from '#platform/archive.server';
import type { Words } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export const lockOptions = {
  recipient: { type: 'string', multiple: true },
  'passphrase-file': { type: 'string' },
} as const;
export const keyOptions = {
  identity: { type: 'string', multiple: true },
  'passphrase-file': { type: 'string' },
} as const;

const passphrase = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

/** For whom a new archive is encrypted; null for nobody. */
export async function lockOf(given: Words): Promise<Lock | null> {
  const recipients = given.texts('recipient');
  const file = given.text('passphrase-file');
  if (recipients.length > 0 && file !== undefined)
    throw wrongUse(
      '--recipient と --passphrase-file は一緒に使えません。',
      'One of --recipient, --passphrase-file.',
    );
  if (recipients.some((one) => !one.startsWith('age1')))
    throw wrongUse('--recipient は age1… の公開鍵です。', '--recipient is a public key age1….');
  if (file !== undefined) return { passphrase: await passphrase(file) };
  return recipients.length > 0 ? { recipients } : null;
}

/** What opens an archive. An identity file is one that `backup key` or age-keygen wrote. */
export async function keyOf(given: Words): Promise<Key | null> {
  const file = given.text('passphrase-file');
  if (file !== undefined) return { passphrase: await passphrase(file) };
  const texts = await Promise.all(given.texts('identity').map((one) => readFile(one, 'utf8')));
  const identities = texts.flatMap((text) =>
    text.split('\n').flatMap((line) => (line.startsWith('AGE-SECRET-KEY-') ? [line.trim()] : [])),
  );
  if (texts.length > 0 && identities.length === 0)
    throw wrongUse('--identity のファイルに鍵がありません。', 'There is no key in the --identity file.');
  return identities.length > 0 ? { identities } : null;
}

const refused: Record<RestoreRefused['why'], (detail: string) => [ja: string, en: string]> = {
  occupied: (code) => [
    `自治体 ${code} はもうここにあります。上書きはしません。並べて戻すには --database <名前> を付けてください。`,
    `Municipality ${code} is here already and is not overwritten. To restore beside it: --database <name>.`,
  ],
  newer: (file) => [
    `このバックアップは新しい版のものです（${file}）。先に窓口を更新してください。`,
    `The backup was taken by newer software (${file}); update Madoguchi first.`,
  ],
  'different-layout': (what) => [
    `バックアップの表の形がこの版と合いません（${what}）。`,
    `The layout of the backup is not one this software knows (${what}).`,
  ],
  'not-equal': (what) => [
    `戻した行がバックアップと一致しません（${what}）。何も変えていません。`,
    `Restored rows are not equal to the backup (${what}); nothing was changed.`,
  ],
  'files-missing': (count) => [
    `ファイル ${count} 件がバックアップにありません。何も変えていません。`,
    `${count} files are not in the backup; nothing was changed.`,
  ],
};

/** Runs work on archives; what the operator can mend is said in words. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveDamaged)
      throw new Trouble(
        `バックアップが壊れています（${error.where}）。別のものを使ってください。`,
        `The archive is damaged (${error.where}); use another one.`,
      );
    if (error instanceof ArchiveLocked)
      throw new Trouble(
        '暗号化されています。正しい鍵を --identity か --passphrase-file で渡してください。',
        `${error.message}: give the right --identity or --passphrase-file.`,
      );
    if (error instanceof RestoreRefused) throw new Trouble(...refused[error.why](error.detail));
    if (error instanceof JournalDamaged)
      throw new Trouble(
        `廃棄の記録が書き換えられています（${error.line} 行目）。`,
        `The journal of disposals was altered at line ${error.line}.`,
      );
    if (error instanceof UnknownDisposal)
      throw new Trouble(
        `廃棄の記録に、この版の知らない種類「${error.noun}」があります。`,
        `The journal of disposals has a noun this software does not know: ${error.noun}.`,
      );
    if ((error as { code?: string }).code === 'EEXIST')
      throw new Trouble('その名前のファイルがもうあります。', 'There is a file of that name already.');
    throw error;
  }
}
