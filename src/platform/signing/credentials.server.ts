/** A certificate with its key, from a PKCS#12 file. */
import { type CertBag, Certificate, PFX, type PKCS8ShroudedKeyBag, type PrivateKeyInfo } from 'pkijs';

export interface Credentials {
  /** Not extractable. */
  key: CryptoKey;
  certificate: Certificate;
  /** Issuers that came with it, for the reader's path building. */
  chain: Certificate[];
}

const bags = { shroudedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' };
const rsa = '1.2.840.113549.1.1.1';
const curves: Record<string, string> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

export class CredentialsError extends Error {}

/** Throws `CredentialsError` with the remedy: wrong password, old encryption, no key, several keys. */
export async function readCredentials(p12: Uint8Array, password: string): Promise<Credentials> {
  const { keys, certificates } = await unpack(p12, password);
  const [info, ...others] = keys;
  if (info === undefined || others.length > 0)
    throw new CredentialsError('the PKCS#12 file must hold exactly one private key');
  const pkcs8 = info.toSchema().toBER();
  const algorithm = algorithmOf(info);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  for (const certificate of certificates)
    if (await belongs(key, algorithm, certificate))
      return { key, certificate, chain: certificates.filter((one) => one !== certificate) };
  throw new CredentialsError('the PKCS#12 file holds no certificate for its private key');
}

async function unpack(p12: Uint8Array, password: string) {
  const secret = new TextEncoder().encode(password).buffer;
  const keys: PrivateKeyInfo[] = [];
  const certificates: Certificate[] = [];
  try {
    const pfx = PFX.fromBER(new Uint8Array(p12).buffer);
    await pfx.parseInternalValues({ password: secret, checkIntegrity: true });
    const safe = pfx.parsedValue!.authenticatedSafe!;
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: secret })) });
    for (const contents of safe.parsedValue.safeContents)
      for (const bag of contents.value.safeBags) {
        if (bag.bagId === bags.shroudedKey) {
          const shrouded = bag.bagValue as PKCS8ShroudedKeyBag;
          // Typed as protected in pkijs, and its only way in.
          await (
            shrouded as unknown as { parseInternalValues(p: { password: ArrayBuffer }): Promise<void> }
          ).parseInternalValues({ password: secret });
          keys.push(shrouded.parsedValue!);
        } else if (bag.bagId === bags.certificate) {
          const { parsedValue } = bag.bagValue as CertBag;
          if (parsedValue instanceof Certificate) certificates.push(parsedValue);
        }
      }
  } catch {
    throw new CredentialsError(
      'the PKCS#12 file cannot be opened: wrong password, or encrypted the old way; ' +
        'write it anew with `openssl pkcs12 -legacy -in old.p12 -nodes | openssl pkcs12 -export -out new.p12`',
    );
  }
  return { keys, certificates };
}

function algorithmOf(info: PrivateKeyInfo): RsaHashedImportParams | EcKeyImportParams {
  const { algorithmId, algorithmParams } = info.privateKeyAlgorithm;
  if (algorithmId === rsa) return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const curve = curves[String(algorithmParams?.valueBlock?.toString() ?? '')];
  if (curve === undefined) throw new CredentialsError('the key must be RSA, or EC on P-256, P-384 or P-521');
  return { name: 'ECDSA', namedCurve: curve };
}

/** Tried, not guessed from an order: signs something and lets the certificate's public key check it. */
async function belongs(
  key: CryptoKey,
  algorithm: RsaHashedImportParams | EcKeyImportParams,
  certificate: Certificate,
): Promise<boolean> {
  const scheme = algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: algorithm.name };
  try {
    const spki = certificate.subjectPublicKeyInfo.toSchema().toBER();
    const open = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
    const probe = crypto.getRandomValues(new Uint8Array(32));
    return await crypto.subtle.verify(scheme, open, await crypto.subtle.sign(scheme, key, probe), probe);
  } catch {
    return false;
  }
}
