/**
 * `madoguchi staff access <login>`: a first password and an authenticator for one person; the old ones end. `--password`
 * replaces the password alone, for somebody who forgot it: their authenticator is asked for as before. `--checked` says by
 * what the operator saw that it is this person.
 */
import * as OTPAuth from 'otpauth';
import { giveFirstAccess } from '#core/people.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function giveAccess(words: string[]): Promise<void> {
  const given = readWords(words, {
    municipality: { type: 'string' },
    password: { type: 'boolean' },
    checked: { type: 'string' },
  });
  const login = given.positionals[0];
  if (login === undefined) throw wrongUse('ログイン名を指定してください。', 'Name the login.');
  const checked = given.text('checked') ?? '';
  if (checked.trim() === '')
    throw wrongUse(
      '本人であることを何で確かめたかを --checked に書いてください（例：--checked 職員証）。操作の記録に残ります。',
      'Say with --checked by what you saw that it is this person (a staff card); it stands in the audit.',
    );
  const made = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    return admin.asZone('staff').tenant(municipality, 'staff', (tx) =>
      giveFirstAccess({ tx, keyring: admin.keyring, municipality }, login, {
        passwordOnly: given.flag('password'),
        checked,
      }),
    );
  });
  if (!made.ok)
    throw made.error.code === 'gone'
      ? new Trouble(
          `職員「${login}」には認証アプリがありません。--password を付けずに実行してください。`,
          `${login} has no authenticator: run without --password.`,
        )
      : new Trouble(`職員「${login}」は登録されていません。`, `There is no member of staff ${login}.`);
  const { password, seed } = made.value;
  // Shown once, on the operator's terminal only; kept as a hash and as ciphertext.
  process.stdout.write(
    `ログイン名 login: ${login}\n最初のパスワード first password: ${password}\n${seed === null ? '' : `認証アプリ authenticator: ${uriOf(login, seed)}\n`}` +
      '一度しか表示されません。7日のうちにサインインすると、本人だけのパスワードを作る画面が出ます。\n' +
      'Shown once. Within 7 days it opens the page where its owner makes a password of their own.\n',
  );
}

const uriOf = (login: string, seed: string) =>
  new OTPAuth.TOTP({
    issuer: 'Madoguchi',
    label: login,
    secret: OTPAuth.Secret.fromBase32(seed),
  }).toString();
