/** A certificate nobody has to trust, for the demo and tests: the same PKCS#12 way as a real one. */
import { BitString, ObjectIdentifier, Sequence, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthenticatedSafe,
  BasicConstraints,
  CertBag,
  Certificate,
  Extension,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import type { Credentials } from './credentials.server.ts';
import { randomInteger } from './sign-cms.server.ts';

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const timeStamping = '1.3.6.1.5.5.7.3.8';

export interface SelfSigned {
  /** Common name. */
  name: string;
  /** A TSA's certificate may be used for nothing else. */
  use?: 'documents' | 'timestamps';
}

/** Key and certificate in memory, good for five years. */
export async function selfSignedCredentials(
  wanted: SelfSigned,
): Promise<Credentials & { pkcs8: () => Promise<ArrayBuffer> }> {
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = randomInteger();
  for (const subject of [certificate.issuer, certificate.subject])
    subject.typesAndValues.push(
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: wanted.name }) }),
    );
  // Whole seconds: DER has no place for more.
  const from = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
  certificate.notBefore.value = new Date(from);
  certificate.notAfter.value = new Date(from + 5 * 365 * 86_400_000);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  const extension = (extnID: string, value: { toBER(): ArrayBuffer }) =>
    new Extension({ extnID, critical: true, extnValue: value.toBER() });
  certificate.extensions = [
    extension('2.5.29.19', new BasicConstraints({ cA: false }).toSchema()),
    // digitalSignature and nonRepudiation.
    extension('2.5.29.15', new BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 })),
  ];
  if (wanted.use === 'timestamps')
    certificate.extensions.push(
      extension('2.5.29.37', new Sequence({ value: [new ObjectIdentifier({ value: timeStamping })] })),
    );
  await certificate.sign(keys.privateKey, 'SHA-256');
  return {
    key: keys.privateKey,
    certificate: Certificate.fromBER(certificate.toSchema(true).toBER()),
    chain: [],
    pkcs8: () => crypto.subtle.exportKey('pkcs8', keys.privateKey),
  };
}

/** A PKCS#12 file (AES-256, PBKDF2 with SHA-256, as OpenSSL 3 writes it). */
export async function makeSelfSigned(wanted: SelfSigned, password: string): Promise<Uint8Array> {
  const made = await selfSignedCredentials(wanted);
  const secret = new TextEncoder().encode(password).buffer;
  const encryption = {
    password: secret,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: 100_000,
  };
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(await made.pkcs8()) });
  await keyBag.makeInternalValues(encryption as never);
  const bag = (bagId: string, bagValue: PKCS8ShroudedKeyBag | CertBag) =>
    new SafeContents({ safeBags: [new SafeBag({ bagId, bagValue })] });
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: bag('1.2.840.113549.1.12.10.1.2', keyBag) },
        {
          privacyMode: 0,
          value: bag('1.2.840.113549.1.12.10.1.3', new CertBag({ parsedValue: made.certificate })),
        },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, {}] });
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({
    password: secret,
    iterations: 100_000,
    pbkdf2HashAlgorithm: { name: 'SHA-256' },
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER());
}
