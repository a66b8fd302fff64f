/** Whether the lines to other machines are closed: what the settings tell of it. Pure. */
import type { Config } from '#platform/config.server';
import { broken, type Finding, look } from './model.ts';

const here = ['localhost', '127.0.0.1', '[::1]', '::1', ''];

/** To another machine; on this one nobody is in between. */
export function isAway(url: string): boolean {
  return !here.includes(new URL(url).hostname);
}

/** Settings whose address goes to another machine without TLS, or without checking whom it talks to. */
export function checkLines(config: Config): Finding[] {
  if (config.MADOGUCHI_MODE === 'demo') return [];
  const away = (name: keyof Config): URL | null => {
    const value = config[name];
    return typeof value === 'string' && isAway(value) ? new URL(value) : null;
  };
  const findings: Finding[] = [];
  for (const name of ['DATABASE_URL', 'AUDIT_ANCHOR_DATABASE_URL'] as const) {
    const mode = away(name)?.searchParams.get('sslmode');
    if (mode !== undefined && mode !== 'verify-full')
      findings.push(
        broken(
          name,
          `${name} に ?sslmode=verify-full を付けてください（庁内の認証局なら sslrootcert=… も）。別の機械のデータベースへ、暗号化せずにつないでいます。`,
          `Add ?sslmode=verify-full to ${name} (and sslrootcert=… for an internal authority): the line to another machine is open.`,
        ),
      );
  }
  const smtp = away('SMTP_URL');
  if (smtp !== null && smtp.searchParams.get('requireTLS') === 'false')
    findings.push(
      broken(
        'SMTP_URL',
        'メールサーバーへ暗号化せずに送れる設定です（requireTLS=false）。外してください。',
        'Mail may leave without TLS (requireTLS=false): take it out.',
      ),
    );
  for (const name of [
    'SMS_URL',
    'REGISTER_URL',
    'OIDC_ISSUER',
    'FILES_S3_URL',
    'AUDIT_ANCHOR_S3_URL',
  ] as const)
    if (away(name)?.protocol === 'http:')
      findings.push(
        broken(
          name,
          `${name} を https:// にしてください。別の機械へ、暗号化せずに送っています。`,
          `Make ${name} https://: what goes to another machine is open.`,
        ),
      );
  for (const [name, protocol] of [
    ['CLAMD_URL', 'tcp:'],
    ['TSA_URL', 'http:'],
  ] as const)
    if (away(name)?.protocol === protocol)
      findings.push(
        look(
          name,
          name === 'CLAMD_URL'
            ? 'ウイルス検査は暗号化できません。同じ機械に置くか、閉じた網を通してください。'
            : 'タイムスタンプの照会が暗号化されていません（ハッシュ値だけで、返事には署名があります）。できれば https:// にしてください。',
          name === 'CLAMD_URL'
            ? 'clamd speaks no TLS: put it on this machine or behind a tunnel.'
            : 'Time stamps are asked for in the open (a digest; the answer is signed): use https:// if the authority has it.',
        ),
      );
  return findings;
}
