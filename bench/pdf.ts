/**
 * PDFs per second through the pool (process, check of each character, transport) against Typst alone in the same run.
 * Usage: node bench/pdf.ts [documents]
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { createPdf, type PdfJob } from '#platform/pdf.server';
import { qrSvg } from '#platform/qr';
import { finish, median, ratios } from './support/figures.ts';

const count = Number(process.argv[2] ?? 400);
const require = createRequire(import.meta.url);
const source = `#import "letter.typ": *
#let d = input()
#show: letter.with(title: d.title, address: d.address, number: d.number, sender: ("市長",), qr: d.qr)
#lines(d.body)
#record()
#items(d.items)`;
const job = (index: number): PdfJob => ({
  source,
  data: {
    title: '給付決定通知書',
    address: ['〒801-0000', `見本市港町${index}番地`, `見本 ${index}郎 様`],
    number: `見本第${index}号`,
    qr: qrSvg(`https://city.example/v/${index}`),
    body: '先に申請のありました給付について、審査の結果、下記のとおり決定しましたので通知します。'.repeat(4),
    items: Array.from({ length: 8 }, (_, row) => ({ label: `項目${row}`, value: `${index * row}円` })),
  },
});

const room = dirname(require.resolve('#platform/pdf'));
const fonts = ['biz-udgothic', 'noto-sans-jp'].flatMap((name) =>
  ['400Regular', '700Bold'].map((weight) =>
    join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), weight),
  ),
);

function alone(first: number): number {
  const compiler = NodeCompiler.create({ workspace: join(room, 'typst'), fontArgs: [{ fontPaths: fonts }] });
  const started = performance.now();
  for (let index = first; index < first + count; index++) {
    const document = compiler.compile({
      mainFileContent: source,
      inputs: { data: JSON.stringify(job(index).data) },
    }).result;
    if (document === null) throw new Error('Typst failed');
    compiler.pdf(document, { pdfStandard: 'ua-1' });
    compiler.evictCache(3);
  }
  return (count * 1000) / (performance.now() - started);
}

async function pooled(first: number, size: number): Promise<number> {
  const pdf = createPdf({ size, queueLimit: count });
  await Promise.all(Array.from({ length: size }, () => pdf.renderPdf(job(0))));
  const started = performance.now();
  const results = await Promise.all(
    Array.from({ length: count }, (_, index) => pdf.renderPdf(job(first + index))),
  );
  const rate = (count * 1000) / (performance.now() - started);
  if (!results.every((result) => result.ok)) throw new Error('a document failed');
  pdf.close();
  return rate;
}

async function coldStart(): Promise<number> {
  const pdf = createPdf();
  const started = performance.now();
  await pdf.renderPdf(job(0));
  pdf.close();
  return performance.now() - started;
}

const rounds = 3;
const cold = [await coldStart(), await coldStart()].map((ms) => ms.toFixed(0));
const typst: number[] = [];
const one: number[] = [];
const two: number[] = [];
for (let round = 0; round < rounds; round++) {
  typst.push(alone(round * 10_000));
  one.push(await pooled(round * 10_000 + 100_000, 1));
  two.push(await pooled(round * 10_000 + 200_000, 2));
}
const rate = (all: number[]) => `${median(all).toFixed(0)} PDF/s`;
finish({
  bench: 'pdf',
  figures: [
    {
      name: 'PDFs through the pool, one process / Typst alone',
      ...ratios(one, typst),
      unit: 'ratio',
      target: { at: 'least', value: 0.7 },
      detail: `${rate(one)} against ${rate(typst)}; first document of a new process ${cold[0]} ms, again ${cold[1]} ms`,
    },
    {
      name: '  two processes / Typst alone',
      ...ratios(two, typst),
      unit: 'ratio',
      detail: `${rate(two)} against ${rate(typst)}`,
    },
  ],
  shares: [],
  method: [
    `${rounds} rounds of ${count} notices (one page, letterhead, QR, eight items) each way in turn; medians`,
    'pool: another process, every character checked against the fonts, bytes sent back; Typst alone: compiled in this process',
  ],
});
