/** What settings alone tell. Pure. */
import type { Config } from '#platform/config.server';
import { broken, type Finding, look, well } from './model.ts';

export function checkSettings(config: Config): Finding[] {
  if (config.MADOGUCHI_MODE === 'demo') {
    const open = config.HOST !== '127.0.0.1' && config.HOST !== 'localhost' && config.HOST !== '::1';
    return [
      open
        ? broken(
            '動作モード',
            'デモを外から見える場所で動かしています。誰でも職員としてサインインできます。MADOGUCHI_MODE=production にしてください。',
            'A demo listens beyond this machine: anybody may sign in as staff. Set MADOGUCHI_MODE=production.',
          )
        : well('動作モード', 'デモ'),
    ];
  }
  const findings = [well('動作モード', '本番')];
  const needed = (name: keyof Config, ja: string, en: string) => {
    if (config[name] === undefined) findings.push(broken(name, ja, en));
  };
  needed(
    'SMTP_URL',
    'メールが外に出ません。住民がサインインできません。メールサーバーを設定してください。',
    'No mail leaves the house; residents cannot sign in. Set the mail server.',
  );
  needed(
    'PORTAL_ORIGIN',
    '住民側の公開アドレスを設定してください。メールやQRコードのリンクに使います。',
    'Set the public address of the resident side: links in mail and QR codes use it.',
  );
  needed(
    'STAFF_ORIGIN',
    '職員側の公開アドレスを設定してください。',
    'Set the public address of the staff side.',
  );
  for (const name of ['PORTAL_ORIGIN', 'STAFF_ORIGIN'] as const)
    if (config[name]?.startsWith('http:'))
      findings.push(
        broken(
          name,
          'https:// のアドレスにしてください。http ではクッキーが守られません。',
          'Use an https:// address: cookies are not protected over http.',
        ),
      );
  if (config.PORTAL_ORIGIN?.startsWith('https:') && !config.TRUST_PROXY)
    findings.push(
      look(
        'TRUST_PROXY',
        'プロキシの後ろで動かすときは TRUST_PROXY=true にしてください。回数の制限が全員に一度に効いてしまいます。',
        'Behind a proxy set TRUST_PROXY=true; otherwise limits per address hit everybody at once.',
      ),
    );
  if (config.WEBHOOK_ALLOWED_HOSTS === '')
    findings.push(
      look(
        'WEBHOOK_ALLOWED_HOSTS',
        'Webhook の送り先を限っていません。送る相手のホスト名を並べてください。',
        'Webhooks may go to any public host: list those you send to.',
      ),
    );
  const wished: [keyof Config, string, string][] = [
    ['OIDC_ISSUER', '職員のシングルサインオンがありません。', 'No single sign-on for staff.'],
    ['CLAMD_URL', '添付ファイルのウイルス検査がありません。', 'Uploads are not scanned for viruses.'],
    [
      'AUDIT_ANCHOR_DATABASE_URL',
      '操作の記録の要約を、別のデータベースに置いていません。データフォルダーだけでは、両方を書き換えられる人がいます。',
      'Tree heads of the audit lie in the data folder only: somebody may be able to alter both.',
    ],
  ];
  for (const [name, ja, en] of wished) if (config[name] === undefined) findings.push(look(name, ja, en));
  return findings;
}
