import { fileTypeFromBuffer } from 'file-type';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { detectType } from './detect.server.ts';
import { redrawImage } from './images.server.ts';
import { type FileRules, fileTypes, isImage, type StoredFile } from './model.ts';
import { safeFileName } from './name.ts';
import { officeProblem } from './office.server.ts';
import { pdfProblem } from './pdf.server.ts';

const heic =
  'HEIC形式の写真は使えません。iPhoneの「設定」→「カメラ」→「フォーマット」で「互換性優先」を選んで撮り直すか、写真のスクリーンショットを送ってください。';
const oldOffice =
  '古い形式のOffice文書（.doc・.xls・.ppt）や、パスワードのかかったOffice文書は使えません。PDFで保存し直して送ってください。';

function refusedType(allowed: readonly string[], also: string | undefined) {
  if (also === 'image/heic' || also === 'image/heif') return fail('unsupportedType', heic);
  if (also === 'application/x-cfb') return fail('unsupportedType', oldOffice);
  const names = [...new Set(allowed.map((type) => fileTypes[type]?.[0]?.toUpperCase() ?? ''))].filter(
    (name) => name !== '',
  );
  return fail(
    'unsupportedType',
    `この種類のファイルは使えません。${names.join('・')}のどれかにしてください。`,
  );
}

/** Kinds that the first bytes alone are sure about. */
const sure = [
  'image/heic',
  'image/heif',
  'image/avif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/quicktime',
  'application/x-cfb',
];

/** Of a file that comes in pieces, with its first one: what would be refused at the end anyway is refused before the rest is sent. */
export async function refusedHead(head: Uint8Array, allowed: readonly string[]): Promise<string | null> {
  const type = (await fileTypeFromBuffer(head))?.mime;
  if (type === undefined || !sure.includes(type) || allowed.includes(type)) return null;
  return sentenceOf(refusedType(allowed, type).error);
}

export type Checked = Omit<StoredFile, 'sha256' | 'scan'> & { path: string };

/** Checks a received file and gives back the path to keep: the file itself, or its redrawing. */
export async function check(
  path: string,
  bytes: number,
  rules: FileRules,
  ceiling: number,
): Promise<Result<Checked>> {
  const { type, also } = await detectType(path, rules.name, rules.allowed);
  if (type === undefined || !rules.allowed.includes(type)) return refusedType(rules.allowed, also);
  const kept = { path, bytes, type, name: safeFileName(rules.name, type) };
  if (isImage(type)) {
    const maxPixels = Math.min(rules.image?.maxPixels ?? 64e6, ceiling);
    const drawn = await redrawImage(path, `${path}.drawn`, type, { ...rules.image, maxPixels });
    return drawn.ok ? ok({ ...kept, ...drawn.value, path: `${path}.drawn` }) : drawn;
  }
  const problem = await documentProblem(path, bytes, type, rules);
  return problem === undefined ? ok(kept) : fail('invalid', problem);
}

function documentProblem(path: string, bytes: number, type: string, rules: FileRules) {
  // What we made ourselves may be signed or carry data; strangers' files may not.
  if (rules.own) return undefined;
  if (type === 'application/pdf') return pdfProblem(path);
  return type.startsWith('application/vnd.') ? officeProblem(path, bytes, rules.unpacked) : undefined;
}
