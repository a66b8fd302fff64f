/** Which certificate signs which city's documents. In the demo a self-signed one is made with the first document. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { definitionsOf } from '#core/definitions.server';
import type { Signing } from '#core/documents.server';
import { tokyoDate } from '#kernel/dates';
import type { Config } from '#platform/config.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { makeSelfSigned, openSigner } from '#platform/signing.server';

export type SigningOf = (municipality: string) => Promise<Signing | undefined>;

/** The demo's certificate is worth nothing, and so is its password. */
const demoPassword = 'madoguchi-demo';

/** Files are read once a process; one that cannot be opened throws, and documents wait and are tried again. */
export function createSigning(tools: { config: Config; db: Database; log: Log }): SigningOf {
  const { config, log } = tools;
  const opened = new Map<string, Promise<Signing | undefined>>();
  return (municipality) => {
    const known = opened.get(municipality) ?? open(municipality);
    opened.set(municipality, known);
    known.catch(() => opened.delete(municipality));
    return known;
  };

  async function open(municipality: string): Promise<Signing | undefined> {
    const file = config.DOCUMENT_SIGNING_P12?.replaceAll('{code}', municipality);
    if (file === undefined && config.MADOGUCHI_MODE !== 'demo') return undefined;
    const signer = await openSigner({
      p12: file === undefined ? await demoFile(tools, municipality) : await readFile(file),
      password: file === undefined ? demoPassword : (config.DOCUMENT_SIGNING_PASSWORD ?? ''),
      ...(config.TSA_URL === undefined ? {} : { tsa: { url: config.TSA_URL } }),
    });
    const { notAfter } = signer.certificate;
    log.info('documents are signed', { municipality, certificateUntil: notAfter.toISOString().slice(0, 10) });
    const minutes = config.TSA_WAIT_MINUTES;
    return { signer, patienceMs: minutes === undefined ? null : minutes * 60_000 };
  }
}

async function demoFile(
  { config, db }: { config: Config; db: Database },
  municipality: string,
): Promise<Uint8Array> {
  const file = path.resolve(config.MADOGUCHI_DATA, `signing-${municipality}.p12`);
  const found = await readFile(file).catch(() => null);
  if (found !== null) return found;
  const city = await db.tenant(municipality, 'staff', async (tx) => {
    return (await definitionsOf(tx, municipality)).organisation(tokyoDate(new Date())).municipality.name;
  });
  const made = await makeSelfSigned({ name: `${city}長（見本の証明書）` }, demoPassword);
  // Whole or not at all: another worker may be looking.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, made, { mode: 0o600 });
  await rename(draft, file);
  return made;
}
