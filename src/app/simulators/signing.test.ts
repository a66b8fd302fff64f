import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#kernel/result';
import { createPdf } from '#platform/pdf.server';
import { checkPdf, makeSelfSigned, openSigner, readCredentials, type Signer } from '#platform/signing.server';
import { pdfText } from '../../../e2e/support/pdf.ts';
import { startSimulators } from './simulators.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-signing-'));
const has = (tool: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
};
const password = 'ひみつ p12';
let plain: Uint8Array;
let p12: Uint8Array;
let signer: Signer;
let simulators: Awaited<ReturnType<typeof startSimulators>>;
const tsa = () => ({ url: `${simulators.url}/tsa`, timeoutMs: 500, restMs: 0 });
const tell = (mode: string) =>
  fetch(`${simulators.url}/_control/tsa`, { method: 'POST', body: JSON.stringify({ mode }) });

beforeAll(async () => {
  const pdf = createPdf();
  plain = unwrap(
    await pdf.renderPdf({
      source: '#import "letter.typ": *\n#let d = input()\n#show: letter.with(title: d.title)\n#lines(d.body)',
      data: { title: '認定通知書', body: '見本 太郎 様\n認定しました。' },
    }),
  ).bytes;
  pdf.close();
  p12 = await makeSelfSigned({ name: 'あかつき市長' }, password);
  simulators = await startSimulators({
    port: 0,
    samples: { staff: [], residents: [], tax: [], vaccination: [] },
  });
  signer = await openSigner({ p12, password, tsa: tsa() });
});
afterAll(() => simulators?.close());

describe('a signed document', () => {
  it('B-B: ByteRange covers everything, the digest matches, the certificate is the configured one, a flipped byte fails', async () => {
    const alone = await openSigner({ p12, password });
    const { bytes, facts } = unwrap(await alone.sign(plain));
    const check = await checkPdf(bytes);
    expect(check).toEqual({
      valid: true,
      coversAll: true,
      fingerprint: alone.certificate.fingerprint,
      timestampAt: null,
    });
    expect(facts).toMatchObject({ signer: 'あかつき市長', timestamp: null });
    // Nothing that was there has changed: the tags of PDF/UA-1 neither.
    expect(Buffer.from(bytes).subarray(0, plain.length).equals(Buffer.from(plain))).toBe(true);
    for (const at of [100, Math.floor(plain.length / 2), plain.length - 40, bytes.length - 60]) {
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 1;
      expect((await checkPdf(flipped)).valid, `byte ${at}`).toBe(false);
    }
    expect((await checkPdf(Buffer.concat([bytes, Buffer.from('\n% more')]))).valid).toBe(false);
    expect((await checkPdf(plain)).valid).toBe(false);
  });

  it('B-T: carries the time of the authority, over its own signature', async () => {
    const { bytes, facts } = unwrap(await signer.sign(plain));
    const check = await checkPdf(bytes);
    expect(check.valid).toBe(true);
    expect(Math.abs(check.timestampAt!.getTime() - Date.now())).toBeLessThan(60_000);
    expect(facts.timestamp).toEqual({ at: check.timestampAt!.toISOString(), authority: '模擬時刻認証局' });
    const again = unwrap(await signer.sign(plain, { timestamp: 'omit' }));
    expect((await checkPdf(again.bytes)).timestampAt).toBeNull();
  });

  it('stays tagged and reads as before; the field is hidden and named', async () => {
    const { bytes } = unwrap(await signer.sign(plain));
    expect(await pdfText(bytes)).toEqual(await pdfText(plain));
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const document = await getDocument({ data: Uint8Array.from(bytes) }).promise;
    expect(
      Object.fromEntries((await document.getMarkInfo()) as unknown as Map<string, boolean>),
    ).toMatchObject({ Marked: true });
    const page = await document.getPage(1);
    expect((await page.getStructTree())!.children.length).toBeGreaterThan(0);
    const [field] = (await page.getAnnotations()) as {
      fieldType: string;
      hidden: boolean;
      alternativeText: string;
    }[];
    expect(field).toMatchObject({ fieldType: 'Sig', alternativeText: '電子署名' });
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Tabs /S');
  });

  it.runIf(has('pdfsig'))('is valid for an independent verifier (poppler) too', async () => {
    const file = path.join(folder, 'signed.pdf');
    for (const signed of [await signer.sign(plain), await signer.sign(plain, { timestamp: 'omit' })]) {
      writeFileSync(file, unwrap(signed).bytes);
      const said = execFileSync('pdfsig', [file], { encoding: 'utf8' });
      expect(said).toContain('Signature is Valid');
      expect(said).toContain('Total document signed');
      expect(said).toContain('ETSI.CAdES.detached');
    }
    const flipped = Uint8Array.from(unwrap(await signer.sign(plain)).bytes);
    flipped[100]! ^= 1;
    writeFileSync(file, flipped);
    expect(execFileSync('pdfsig', [file], { encoding: 'utf8' })).not.toContain('Signature is Valid');
  });

  it.each(['error', 'timeout'])(
    'an authority that answers with %s is unavailable, never an unsigned file',
    async (mode) => {
      await tell(mode);
      expect(await signer.sign(plain)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
      await tell('ok');
      expect((await signer.sign(plain)).ok).toBe(true);
    },
  );
});

describe('the certificate file', () => {
  it('is refused with a wrong password', async () => {
    await expect(readCredentials(p12, 'wrong')).rejects.toThrow('cannot be opened');
    await expect(readCredentials(new Uint8Array([1, 2, 3]), password)).rejects.toThrow('cannot be opened');
  });

  it.runIf(has('openssl')).each(['rsa:2048', 'ec'])(
    'may come from OpenSSL with its issuers (%s)',
    async (kind) => {
      const at = (name: string) => path.join(folder, name);
      const key = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : [kind];
      const quiet = { stdio: 'ignore' as const };
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          ...key,
          '-nodes',
          '-subj',
          '/O=Test City',
          '-days',
          '30',
          '-keyout',
          at('key'),
          '-out',
          at('cert'),
        ],
        quiet,
      );
      execFileSync(
        'openssl',
        [
          'pkcs12',
          '-export',
          '-inkey',
          at('key'),
          '-in',
          at('cert'),
          '-passout',
          'pass:abc',
          '-out',
          at('p12'),
        ],
        quiet,
      );
      const own = await openSigner({ p12: readFileSync(at('p12')), password: 'abc' });
      expect(own.certificate.name).toBe('Test City');
      expect((await checkPdf(unwrap(await own.sign(plain)).bytes)).valid).toBe(true);
    },
  );
});
