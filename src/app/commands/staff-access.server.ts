/** `madoguchi staff access <login>`: a new password and authenticator for one person; the old ones end. */
import { randomUUID } from 'node:crypto';
import * as OTPAuth from 'otpauth';
import { addTotp, insertCredential, replaceLocalCredentials, selectStaffByLogin } from '#core/people.server';
import { hashPassword, randomSecret } from '#platform/crypto.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function giveAccess(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' } });
  const login = given.positionals[0];
  if (login === undefined) throw wrongUse('ログイン名を指定してください。', 'Name the login.');
  const password = randomSecret(16);
  const secret = new OTPAuth.Secret({ size: 20 });
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const hash = await hashPassword(password);
    await admin.asZone('staff').tenant(municipality, 'staff', async (tx) => {
      const staff = await selectStaffByLogin(tx, login);
      if (staff === null)
        throw new Trouble(`職員「${login}」は登録されていません。`, `There is no member of staff ${login}.`);
      await replaceLocalCredentials(tx, staff.id);
      await insertCredential(tx, { id: randomUUID(), staffId: staff.id, kind: 'password', secret: hash });
      await addTotp({ tx, keyring: admin.keyring, municipality }, staff.id, secret.base32);
    });
  });
  const uri = new OTPAuth.TOTP({ issuer: 'Madoguchi', label: login, secret }).toString();
  // Shown once, on the operator's terminal only; kept as a hash and as ciphertext.
  process.stdout.write(
    `ログイン名 login: ${login}\nパスワード password: ${password}\n認証アプリ authenticator: ${uri}\n` +
      '一度しか表示されません。サインインしたら「サインインの設定」でパスキーを登録してください。\n',
  );
}
