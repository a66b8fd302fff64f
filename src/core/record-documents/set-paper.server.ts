/** From filled blocks to a PDF: pictures read and shrunk, the QR code made. Nothing is looked up here. */
import { printedPhotos, printedSignature } from '#core/photos.server';
import { ok, type Result } from '#kernel/result';
import type { CityFiles } from '#platform/files.server';
import type { Json, Pdf, RenderedPdf } from '#platform/pdf.server';
import { qrSvg } from '#platform/qr';
import type { PaperBlock, PaperData } from './model.ts';
import { paperSource } from './paper.typ.ts';

export interface PaperTools {
  pdf: Pdf;
  files: CityFiles;
}

/** All words that are set, for the check against the fonts. */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).join('\n');
  if (value !== null && typeof value === 'object')
    return Object.entries(value)
      .filter(([key]) => key !== 'file')
      .map(([, one]) => wordsOf(one))
      .join('\n');
  return '';
}

/** `foot`: small print at the end. Errors as of `renderPdf`; `notFound` when the content of a picture is gone. */
export async function setPaper(
  { pdf, files }: PaperTools,
  data: PaperData,
  { foot = '', verifyUrl = null }: { foot?: string; verifyUrl?: string | null } = {},
): Promise<Result<RenderedPdf>> {
  const pictures: Uint8Array[] = [];
  const blocks: Json[] = [];
  for (const block of data.blocks) {
    const shown = await withPictures(block, files, pictures);
    if (!shown.ok) return shown;
    blocks.push(shown.value);
  }
  const { title, orientation, number } = data;
  const small =
    verifyUrl === null ? foot : `この文書が本物であることは、次のページで確かめられます。 ${verifyUrl}`;
  return pdf.renderPdf({
    source: paperSource,
    data: {
      title,
      orientation,
      number,
      blocks,
      foot: small,
      qr: verifyUrl === null ? null : qrSvg(verifyUrl),
    },
    pictures,
    standard: 'ua-1',
  });
}

/** The block as Typst takes it; its pictures go behind those that are there. */
async function withPictures(
  block: PaperBlock,
  files: CityFiles,
  pictures: Uint8Array[],
): Promise<Result<Json>> {
  if (block.type === 'signature') {
    const picture = block.drawn === null ? null : printedSignature(block.drawn);
    if (picture !== null) pictures.push(picture);
    const { label, text } = block;
    return ok({ type: 'signature', label, text, picture: picture === null ? null : pictures.length - 1 });
  }
  if (block.type !== 'photos') return ok(block as unknown as Json);
  const groups: Json[] = [];
  for (const { heading, rows, photos } of block.groups) {
    const printed = await printedPhotos(
      files,
      photos.map(({ file, sha256, caption, name }) => ({ photo: file, sha256, caption, name })),
    );
    if (!printed.ok) return printed;
    const first = pictures.length;
    pictures.push(...printed.value.pictures);
    groups.push({
      heading,
      rows: rows as unknown as Json,
      shown: printed.value.shown.map((one) => ({ ...one, picture: one.picture + first })),
    });
  }
  return ok({ type: 'photos', note: block.note, groups });
}
