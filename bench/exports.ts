/**
 * Lists beyond the row limit of a spreadsheet: all rows come out, in memory that does not grow with them.
 * `npm run proof -- exports [rows]` writes docs/proof/exports.md. The database stays out: pieces go to a nameless file.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { type Cell, dateCell, numberCell, textCell } from '../src/core/exports/cells.ts';
import { type PieceStore, readPackage, writePackage } from '../src/core/exports/package-file.server.ts';
import { pieceBytes } from '../src/core/exports/pieces.sql.ts';
import { openScratch } from '../src/platform/files/scratch.server.ts';

const rows = Number(process.argv[2] ?? 1_100_000);
const labels = ['受付番号', '氏名', '住所', '電話', '生年月日', '金額', '理由'];
let peak = 0;

async function* batches(): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < rows; at += 500) {
    peak = Math.max(peak, process.memoryUsage.rss());
    yield Array.from({ length: Math.min(500, rows - at) }, (_one, index) => [
      textCell(`R-${at + index}`),
      textCell('髙﨑　健一'),
      textCell('ひので県あかつき市朝凪区本町二丁目3番4号'),
      textCell('090-1234-5678'),
      dateCell('1989-01-07'),
      numberCell(String(-at - index)),
      textCell(`=理由${(at + index) % 997}のため`),
    ]);
  }
}

const lines: string[] = [];
for (const format of ['csv', 'xlsx'] as const) {
  const handle = await openScratch();
  const store: PieceStore = {
    async put(position, bytes) {
      await handle.write(bytes, 0, bytes.length, position * pieceBytes);
    },
    async get(position) {
      const bytes = Buffer.alloc(pieceBytes);
      const { bytesRead } = await handle.read(bytes, 0, pieceBytes, position * pieceBytes);
      return bytesRead === 0 ? null : bytes.subarray(0, bytesRead);
    },
  };
  const how = { format, encoding: 'utf-8', password: 'only-for-this-measurement' } as const;
  peak = 0;
  const before = process.memoryUsage.rss();
  const began = performance.now();
  const written = await writePackage(
    {
      ...how,
      replacements: {},
      labels,
      batches: batches(),
      fileName: 'E-R8-000001',
      title: '一覧',
      author: '職員',
      watermark: () => `E-R8-000001 ${rows}件`,
      receipt: () => [['件数', String(rows)]],
    },
    store,
  );
  const wrote = performance.now();
  const read = await readPackage(store, written, how);
  const done = performance.now();
  await handle.close();
  if (read.rows !== rows || read.sha256 !== written.sha256)
    throw new Error(`${format}: ${rows} rows were written, ${read.rows} came back`);
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  lines.push(
    `| ${format} | ${read.rows} | ${written.sheets} | ${megabytes(written.bytes)} | ${Math.round((rows / (wrote - began)) * 1000)} | ${Math.round((rows / (done - wrote)) * 1000)} | ${megabytes(peak - before)} |`,
  );
}
const root = path.resolve(import.meta.dirname, '..');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const report = `# Exports of ${rows} rows

Commit ${commit}; ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}.
Every row was read again from the encrypted file by other code than wrote it; count and checksum are equal, or this page would not exist.

| format | rows read again | sheets | MB | rows/s written | rows/s verified | memory above the start, MB |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
console.log(report);
mkdirSync(path.join(root, 'docs/proof'), { recursive: true });
writeFileSync(path.join(root, 'docs/proof/exports.md'), report);
