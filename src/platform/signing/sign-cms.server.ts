/** CMS SignedData (RFC 5652) with the attributes that CAdES and RFC 3161 both ask for. */
import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import type { Credentials } from './credentials.server.ts';

export const oids = {
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
} as const;

export interface CmsOptions {
  /** What is signed. Detached unless `type` names another content than plain data. */
  content: Uint8Array;
  type?: string;
  /** Called with the signature value; what it gives becomes the timestamp (an unsigned attribute). */
  timestamp?: (signature: Uint8Array) => Promise<ContentInfo>;
}

/** DER of the ContentInfo. */
export async function signCms(credentials: Credentials, options: CmsOptions): Promise<Uint8Array> {
  const type = options.type ?? oids.data;
  const content = new Uint8Array(options.content).buffer;
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({
      issuer: credentials.certificate.issuer,
      serialNumber: credentials.certificate.serialNumber,
    }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: await signedAttributes() }),
  });
  const cms = new SignedData({
    version: type === oids.data ? 1 : 3,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: type }),
    signerInfos: [signer],
    certificates: [credentials.certificate, ...credentials.chain],
  });
  // Set afterwards: the constructor would cut it into pieces, which is no DER.
  if (type !== oids.data) cms.encapContentInfo.eContent = new OctetString({ valueHex: content });
  await cms.sign(credentials.key, 0, 'SHA-256', content);
  if (options.timestamp !== undefined) {
    const token = await options.timestamp(signer.signature.valueBlock.valueHexView);
    signer.unsignedAttrs = new SignedAndUnsignedAttributes({
      type: 1,
      attributes: [new Attribute({ type: oids.timestampToken, values: [token.toSchema()] })],
    });
  }
  const whole = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: cms.toSchema(true) });
  return new Uint8Array(whole.toSchema().toBER());

  async function signedAttributes(): Promise<Attribute[]> {
    const der = credentials.certificate.toSchema(true).toBER();
    const certHash = await crypto.subtle.digest('SHA-256', der);
    // SigningCertificateV2: one ESSCertIDv2, its hash algorithm SHA-256 by default.
    const essCertId = new Sequence({ value: [new OctetString({ valueHex: certHash })] });
    const certs = new Sequence({ value: [new Sequence({ value: [essCertId] })] });
    const digest = new OctetString({ valueHex: await crypto.subtle.digest('SHA-256', content) });
    const attributes = [
      new Attribute({ type: oids.contentType, values: [new ObjectIdentifier({ value: type })] }),
      new Attribute({ type: oids.messageDigest, values: [digest] }),
      new Attribute({ type: oids.signingCertificateV2, values: [certs] }),
    ];
    // A SET OF is sorted in DER; verifiers that encode it anew would otherwise hash something else.
    return attributes
      .map((one) => ({ one, der: Buffer.from(one.toSchema().toBER()) }))
      .sort((a, b) => Buffer.compare(a.der, b.der))
      .map(({ one }) => one);
  }
}

/** A positive random number for nonces and serials. */
export function randomInteger(): Integer {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = (bytes[0]! & 0x7f) | 0x01;
  return new Integer({ valueHex: bytes.buffer });
}
