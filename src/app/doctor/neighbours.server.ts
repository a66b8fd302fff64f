/** Whether what stands around the house answers: mail, SMS, registers, single sign-on, scanner, bucket, time stamps. */
import { connect } from 'node:net';
import type { Config } from '#platform/config.server';
import { broken, type Finding, well } from './model.ts';

const patience = 5_000;

export async function checkNeighbours(config: Config): Promise<Finding[]> {
  const asked: [name: string, setting: string, ask: (url: string) => Promise<void>][] = [
    ['メールサーバー', 'SMTP_URL', answersSmtp],
    ['SMSの送信', 'SMS_URL', answersHttp],
    ['台帳への照会', 'REGISTER_URL', answersHttp],
    ['シングルサインオン', 'OIDC_ISSUER', answersDiscovery],
    ['ウイルス検査', 'CLAMD_URL', answersClamd],
    ['ファイルの置き場（S3）', 'FILES_S3_URL', answersHttp],
    ['タイムスタンプ', 'TSA_URL', answersHttp],
  ];
  const findings = await Promise.all(
    asked.map(async ([name, setting, ask]): Promise<Finding[]> => {
      const url = config[setting as keyof Config];
      if (typeof url !== 'string') return [];
      try {
        await ask(url);
        return [well(name)];
      } catch (error) {
        const why = (error as { code?: string }).code ?? (error as Error).name;
        return [
          broken(
            name,
            `${setting} の相手が応答しません（${why}）。アドレス、ファイアウォール、相手の稼働を確かめてください。`,
            `${setting} does not answer (${why}): check the address, the firewall, and whether it runs.`,
          ),
        ];
      }
    }),
  );
  return findings.flat();
}

/** Any answer counts: what it says to a stranger is its own matter. */
async function answersHttp(url: string): Promise<void> {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  await fetch(bare, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(patience) });
}

async function answersDiscovery(issuer: string): Promise<void> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
  const found = (await answer.json()) as { issuer?: string };
  if (found.issuer !== issuer) throw Object.assign(new Error(), { code: 'wrong issuer' });
}

const answersSmtp = (url: string) => {
  const { protocol, hostname, port } = new URL(url);
  // Over TLS from the first byte nothing readable greets; that it connects has to do.
  return protocol === 'smtps:'
    ? greets(hostname, Number(port || 465), '', null)
    : greets(hostname, Number(port || 25), '', /^220/);
};

const answersClamd = (url: string) => {
  const { hostname, port, protocol, pathname } = new URL(url);
  return protocol === 'unix:'
    ? greets(pathname, null, 'zPING\0', /^PONG/)
    : greets(hostname, Number(port || 3310), 'zPING\0', /^PONG/);
};

function greets(host: string, port: number | null, say: string, wants: RegExp | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = port === null ? connect(host) : connect(port, host);
    const end = (error?: Error) => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.setTimeout(patience, () => end(Object.assign(new Error(), { code: 'timeout' })));
    socket.on('error', end);
    socket.on('connect', () => {
      if (wants === null) end();
      else socket.write(say);
    });
    socket.on('data', (part) =>
      end(wants?.test(String(part)) ? undefined : Object.assign(new Error(), { code: 'strange answer' })),
    );
  });
}
