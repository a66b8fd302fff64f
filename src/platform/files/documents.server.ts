import { type FileHandle, open } from 'node:fs/promises';

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Whether `needle` stands anywhere in the file; reads in pieces that overlap. */
async function contains(file: FileHandle, size: number, pattern: RegExp): Promise<boolean> {
  const piece = 1 << 20;
  for (let at = 0; at < size; at += piece)
    if (pattern.test((await read(file, at, piece + 64)).toString('latin1'))) return true;
  return false;
}

/** Why a PDF cannot be taken, or undefined. Header first byte, trailer at the end: nothing is hidden before or behind. */
export async function pdfProblem(path: string, size: number): Promise<string | undefined> {
  const file = await open(path);
  try {
    if (!/^%PDF-[12]\.\d/.test((await read(file, 0, 8)).toString('latin1'))) return 'PDFとして読めません。';
    const tail = (await read(file, Math.max(0, size - 1024), 1024)).toString('latin1');
    if (!/startxref\s+\d+\s+%%EOF\s*\0*\s*$/.test(tail))
      return 'PDFが途中で切れているか、壊れています。もう一度保存してから送ってください。';
    // The dictionary that names the encryption is never compressed itself.
    if (await contains(file, size, /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</))
      return 'パスワードや編集の制限がかかったPDFは使えません。制限を外したPDFか、印刷した紙の写真を送ってください。';
    return undefined;
  } finally {
    await file.close();
  }
}

const UNPACKED = 200e6;
const PARTS = 5000;
const macros = 'マクロの入ったファイルは使えません。マクロのない形式で保存してから送ってください。';
const damaged = 'ファイルが壊れています。もう一度保存してから送ってください。';

/** Why an Office file cannot be taken, or undefined: macros, active content, a bomb, or something behind the archive. */
export async function officeProblem(path: string, size: number): Promise<string | undefined> {
  const file = await open(path);
  try {
    const end = await read(file, Math.max(0, size - 22), 22);
    if (end.length < 22 || end.readUInt32LE(0) !== 0x06054b50) return damaged;
    const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
    if (count > PARTS || length > 2e6 || start + length + 22 !== size) return damaged;
    const directory = await read(file, start, length);
    let unpacked = 0;
    for (let at = 0, part = 0; part < count; part++) {
      if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return damaged;
      const nameLength = directory.readUInt16LE(at + 28);
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      if (/vbaProject|vbaData|macrosheets|activeX|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|svg|html?)$/i.test(name))
        return macros;
      if ((directory.readUInt16LE(at + 8) & 1) !== 0) return 'パスワードのかかったファイルは使えません。';
      unpacked += directory.readUInt32LE(at + 24);
      if (unpacked > UNPACKED) return damaged;
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return undefined;
  } finally {
    await file.close();
  }
}
