/** Reads a signature back from a PDF and checks it; written apart from what signs, so that one does not cover up for the other. */
import { fromBER } from 'asn1js';
import { type Certificate, ContentInfo, SignedData } from 'pkijs';
import { oids } from './sign-cms.server.ts';
import { readToken } from './timestamp.server.ts';

export interface PdfCheck {
  /** The signature covers every byte but itself, the digest matches, and the certificate's key made it. */
  valid: boolean;
  coversAll: boolean;
  fingerprint: string | null;
  /** Null without a timestamp, or with one that does not hold. */
  timestampAt: Date | null;
}

const invalid: PdfCheck = { valid: false, coversAll: false, fingerprint: null, timestampAt: null };

/** Looks at the last signature of a file. Never throws for what is in the file. */
export async function checkPdf(pdf: Uint8Array): Promise<PdfCheck> {
  try {
    return await check(Buffer.from(pdf));
  } catch {
    return invalid;
  }
}

async function check(bytes: Buffer): Promise<PdfCheck> {
  const all = [...bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)\s*\]/g)];
  const range = all.at(-1)?.slice(1).map(Number) as [number, number, number, number] | undefined;
  if (range === undefined) return invalid;
  const [from, length, second, secondLength] = range;
  const gap = bytes.subarray(from + length, second).toString('latin1');
  const coversAll =
    from === 0 && second + secondLength === bytes.length && /^<[0-9A-Fa-f]*>$/.test(gap) && all.length === 1;
  const content = Buffer.concat([
    bytes.subarray(from, from + length),
    bytes.subarray(second, second + secondLength),
  ]);
  const der = Buffer.from(gap.slice(1, -1), 'hex');
  const parsed = fromBER(new Uint8Array(der).buffer);
  const cms = new SignedData({ schema: new ContentInfo({ schema: parsed.result }).content });
  const checked = await cms.verify({
    signer: 0,
    data: new Uint8Array(content).buffer,
    extendedMode: true,
  });
  const certificate = checked.signerCertificate as Certificate;
  const digest = await crypto.subtle.digest('SHA-256', certificate.toSchema(true).toBER());
  const signer = cms.signerInfos[0]!;
  const named = signer.signedAttrs?.attributes.find((one) => one.type === oids.signingCertificateV2);
  const names = Buffer.from(named?.toSchema().toBER() ?? new ArrayBuffer(0)).includes(Buffer.from(digest));
  const stamp = signer.unsignedAttrs?.attributes.find((one) => one.type === oids.timestampToken);
  let timestampAt: Date | null = null;
  if (stamp !== undefined) {
    const token = new ContentInfo({ schema: stamp.values[0] });
    const read = await readToken(token, signer.signature.valueBlock.valueHexView);
    if (read.valid) timestampAt = read.info.genTime;
  }
  return {
    valid: coversAll && names && checked.signatureVerified === true,
    coversAll,
    fingerprint: Buffer.from(digest).toString('hex'),
    timestampAt,
  };
}
