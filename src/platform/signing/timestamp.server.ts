/** Client of a time-stamping authority (RFC 3161 over HTTP). */
import { OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  type Certificate,
  type ContentInfo,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { nameOf } from './name-of.ts';
import { oids, randomInteger } from './sign-cms.server.ts';

const sha256 = '2.16.840.1.101.3.4.2.1';

export interface Timestamp {
  token: ContentInfo;
  at: Date;
  authority: string;
}

export class TimestampError extends Error {}

/**
 * Asks for a token over the digest of `data` and checks what came: granted, our imprint, our nonce, and a signature that
 * holds. Throws `TimestampError` when the authority is down, hangs, refuses, or answers something else.
 */
export async function requestTimestamp(
  authority: { url: string; timeoutMs?: number },
  data: Uint8Array,
): Promise<Timestamp> {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(data));
  const nonce = randomInteger();
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256 }),
      hashedMessage: new OctetString({ valueHex: hash }),
    }),
    nonce,
    certReq: true,
  });
  const answer = await ask(authority, new Uint8Array(request.toSchema().toBER()));
  try {
    const response = TimeStampResp.fromBER(answer);
    // 0 granted, 1 granted with modifications.
    if (response.status.status > 1 || response.timeStampToken === undefined)
      throw new TimestampError('the timestamp was refused');
    const token = response.timeStampToken;
    const { info, certificate, valid } = await readToken(token, data);
    if (!valid) throw new TimestampError('the timestamp does not fit what was sent');
    if (info.nonce === undefined || !info.nonce.isEqual(nonce))
      throw new TimestampError('the timestamp answers another request');
    return { token, at: info.genTime, authority: nameOf(certificate) };
  } catch (error) {
    throw error instanceof TimestampError ? error : new TimestampError('the answer is no timestamp');
  }
}

/** What a token says, and whether it is over `data` and its own signature holds. */
export async function readToken(
  token: ContentInfo,
  data: Uint8Array,
): Promise<{ info: TSTInfo; certificate: Certificate; valid: boolean }> {
  const signed = new SignedData({ schema: token.content });
  if (signed.encapContentInfo.eContentType !== oids.tstInfo) throw new TimestampError('not a timestamp');
  const info = TSTInfo.fromBER(signed.encapContentInfo.eContent!.getValue());
  // Checks the imprint against `data` too.
  const checked = await signed
    .verify({ signer: 0, data: new Uint8Array(data).buffer, extendedMode: true })
    .catch(() => null);
  const certificate = checked?.signerCertificate as Certificate | undefined;
  if (certificate === undefined) throw new TimestampError('the timestamp brings no certificate');
  return { info, certificate, valid: checked?.signatureVerified === true };
}

async function ask(authority: { url: string; timeoutMs?: number }, body: Uint8Array): Promise<ArrayBuffer> {
  try {
    const response = await fetch(authority.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(authority.timeoutMs ?? 10_000),
    });
    if (!response.ok) throw new TimestampError(`the authority answered ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    throw error instanceof TimestampError ? error : new TimestampError('the authority does not answer');
  }
}
