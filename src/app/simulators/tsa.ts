import type { IncomingMessage } from 'node:http';
import { Integer } from 'asn1js';
import { ContentInfo, PKIStatusInfo, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { oids, selfSignedCredentials, signCms } from '#platform/signing.server';
import type { Control } from './control.ts';
import type { Handler } from './http.ts';

/** A time-stamping authority of RFC 3161 over HTTP, with a certificate made at its start. The time is this machine's. */
export function createTsa(control: Control): Handler {
  // Made with the first request: making a key takes longer than starting everything else.
  let credentials: ReturnType<typeof selfSignedCredentials> | undefined;
  let serial = Date.now();

  return async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    if (await control.intercept('tsa', response)) return;
    credentials ??= selfSignedCredentials({
      name: '模擬時刻認証局',
      use: 'timestamps',
    });
    const answer = await stamp(await readBytes(request));
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
  };

  async function stamp(body: Uint8Array): Promise<Buffer> {
    let asked: TimeStampReq;
    try {
      asked = TimeStampReq.fromBER(new Uint8Array(body).buffer);
    } catch {
      return reply(new TimeStampResp({ status: new PKIStatusInfo({ status: 2 }) }));
    }
    serial += 1;
    const info = new TSTInfo({
      version: 1,
      policy: '1.2.392.200000.1',
      messageImprint: asked.messageImprint,
      serialNumber: new Integer({ value: serial }),
      genTime: new Date(Math.floor(Date.now() / 1000) * 1000),
      ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
    });
    const token = await signCms(await credentials!, {
      content: new Uint8Array(info.toSchema().toBER()),
      type: oids.tstInfo,
    });
    return reply(
      new TimeStampResp({
        status: new PKIStatusInfo({ status: 0 }),
        timeStampToken: ContentInfo.fromBER(new Uint8Array(token).buffer),
      }),
    );
  }
}

const reply = (answer: TimeStampResp) => Buffer.from(answer.toSchema().toBER());

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > 65_536) throw new Error('request too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
