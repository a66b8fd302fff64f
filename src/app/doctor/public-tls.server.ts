/** What the proxy in front offers at the public addresses, asked as a browser would: certificate, versions, ciphers, http. */
import { type ConnectionOptions, connect } from 'node:tls';
import type { Config } from '#platform/config.server';
import { broken, type Finding, look, well } from './model.ts';

const patience = 5_000;
/** Without forward secrecy or without authenticated encryption. */
const weak = [
  'AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA256:AES256-SHA256:AES128-SHA:AES256-SHA',
  'ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES128-SHA:DHE-RSA-AES256-SHA',
].join(':');

/** `trusted` adds an authority to those the system knows; tests bring their own. */
export async function checkPublicTls(config: Config, trusted?: string): Promise<Finding[]> {
  if (config.MADOGUCHI_MODE === 'demo') return [];
  const origins = [config.PORTAL_ORIGIN, config.STAFF_ORIGIN].filter((one) => one?.startsWith('https:'));
  return (await Promise.all(origins.map((origin) => checkOrigin(new URL(origin!), trusted)))).flat();
}

async function checkOrigin(origin: URL, trusted: string | undefined): Promise<Finding[]> {
  const name = origin.host;
  const shake = (options: ConnectionOptions) => handshake(origin, { ca: trusted, ...options });
  const today = await shake({ minVersion: 'TLSv1.2' });
  if (today.kind === 'none')
    return [
      broken(
        name,
        `https:// でつながりません（${today.why}）。プロキシの稼働と名前解決を確かめてください。`,
        `Does not answer over https (${today.why}): check the proxy and the name.`,
      ),
    ];
  const old = await shake({
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL:@SECLEVEL=0',
  });
  const poor = await shake({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: `${weak}:@SECLEVEL=0` });
  return [
    today.kind === 'closed'
      ? well(`${name} 証明書`)
      : broken(
          `${name} 証明書`,
          `ブラウザーが信頼しない証明書です（${today.why}）。公的な認証局のものに替えてください。`,
          `Browsers do not trust the certificate (${today.why}): get one from a public authority.`,
        ),
    old.kind === 'none'
      ? well(`${name} TLSの版`)
      : broken(
          `${name} TLSの版`,
          'TLS 1.1以前でつながります。プロキシを TLS 1.2 と 1.3 だけにしてください。',
          'Takes TLS 1.1 or older: allow 1.2 and 1.3 only at the proxy.',
        ),
    poor.kind === 'none'
      ? well(`${name} 暗号の種類`)
      : look(
          `${name} 暗号の種類`,
          '古い暗号の組（前方秘匿性か認証付き暗号のないもの）でつながります。プロキシから外してください。',
          'Takes cipher suites without forward secrecy or authenticated encryption: take them out at the proxy.',
        ),
    ...(await checkPlain(origin)),
  ];
}

/** Nobody is served over plain http: the port is shut, or leads to https. */
async function checkPlain(origin: URL): Promise<Finding[]> {
  const answer = await fetch(`http://${origin.hostname}/`, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  }).catch(() => null);
  const leads = answer?.headers.get('location')?.startsWith('https:') === true;
  return answer === null || (answer.status >= 300 && answer.status < 400 && leads)
    ? [well(`${origin.host} http`)]
    : [
        broken(
          `${origin.host} http`,
          'http:// のままで画面が出ます。https:// に移すか、80番を閉じてください。',
          'Pages are served over http://: redirect to https:// or shut port 80.',
        ),
      ];
}

/** closed: a line that can be trusted. open: a line, with somebody nobody vouches for. none: no line. */
type Shaken = { kind: 'closed' } | { kind: 'open' | 'none'; why: string };

/** Trust is never switched off: that a certificate is not believed says by itself that version and cipher were agreed on. */
function handshake(origin: URL, options: ConnectionOptions): Promise<Shaken> {
  return new Promise((resolve) => {
    const end = (shaken: Shaken) => {
      socket.destroy();
      resolve(shaken);
    };
    const socket = connect({
      host: origin.hostname,
      port: Number(origin.port || 443),
      servername: origin.hostname,
      ...options,
    });
    socket.setTimeout(patience, () => end({ kind: 'none', why: 'timeout' }));
    socket.on('secureConnect', () => end({ kind: 'closed' }));
    socket.on('error', (error: { code?: string; message: string }) => {
      const why = error.code ?? 'error';
      end({ kind: /CERT|SIGNATURE|ISSUER|ALTNAME|CA_|VERIFY/.test(why) ? 'open' : 'none', why });
    });
  });
}
