/** Signs PDFs with one certificate. */
import { SignPdf } from '@signpdf/signpdf';
import { Signer as CmsSigner } from '@signpdf/utils';
import { fail, ok, type Result } from '#kernel/result';
import { readCredentials } from './credentials.server.ts';
import type { SignatureFacts } from './model.ts';
import { nameOf } from './name-of.ts';
import { addPlaceholder } from './placeholder.server.ts';
import { signCms } from './sign-cms.server.ts';
import { requestTimestamp, type Timestamp, TimestampError } from './timestamp.server.ts';

export interface SignerOptions {
  p12: Uint8Array;
  password: string;
  tsa?: {
    url: string;
    timeoutMs?: number;
    /** After a failure the authority is left alone for so long: a hanging one must not hold up the whole queue. */
    restMs?: number;
  };
}

export interface SignedPdf {
  bytes: Uint8Array;
  facts: SignatureFacts;
}

export interface Signer {
  /** `unavailable` when the timestamp could not be had, `gone` when the certificate is not in force; with `timestamp: 'omit'` it is not asked for. */
  sign(pdf: Uint8Array, options?: { timestamp?: 'omit' }): Promise<Result<SignedPdf>>;
  /** Name and expiry of the certificate, for operators. */
  certificate: { name: string; fingerprint: string; notAfter: Date };
}

/** Throws `CredentialsError` when the file or the password is wrong: better at the start than at the first document. */
export async function openSigner(options: SignerOptions): Promise<Signer> {
  const credentials = await readCredentials(options.p12, options.password);
  const { certificate } = credentials;
  const der = certificate.toSchema(true).toBER();
  const fingerprint = Buffer.from(await crypto.subtle.digest('SHA-256', der)).toString('hex');
  const name = nameOf(certificate);
  const notAfter = certificate.notAfter.value;

  const silent = () => fail('unavailable', '時刻認証局から応答がありません。');
  let restUntil = 0;

  async function sign(
    pdf: Uint8Array,
    { timestamp }: { timestamp?: 'omit' } = {},
  ): Promise<Result<SignedPdf>> {
    const at = new Date();
    if (at > notAfter || at < certificate.notBefore.value)
      return fail('gone', '電子署名の証明書の有効期間外です。');
    const tsa = timestamp === 'omit' ? undefined : options.tsa;
    if (tsa !== undefined && at.getTime() < restUntil) return silent();
    let stamp: Timestamp | null = null;
    class Cms extends CmsSigner {
      override async sign(content: Buffer): Promise<Buffer> {
        const cms = await signCms(credentials, {
          content,
          ...(tsa === undefined
            ? {}
            : {
                timestamp: async (signature: Uint8Array) => {
                  stamp = await requestTimestamp(tsa, signature);
                  return stamp.token;
                },
              }),
        });
        return Buffer.from(cms);
      }
    }
    try {
      // Certificates of both sides and their issuers; signing fails by itself when this is too little.
      const prepared = addPlaceholder(pdf, { name, at, room: tsa === undefined ? 10_000 : 20_000 });
      const bytes = await new SignPdf().sign(prepared, new Cms());
      const made = stamp as Timestamp | null;
      const told = made === null ? null : { at: made.at.toISOString(), authority: made.authority };
      return ok({ bytes, facts: { signer: name, fingerprint, signedAt: at.toISOString(), timestamp: told } });
    } catch (error) {
      if (!(error instanceof TimestampError)) throw error;
      restUntil = Date.now() + (options.tsa?.restMs ?? 20_000);
      return silent();
    }
  }
  return { sign, certificate: { name, fingerprint, notAfter } };
}
