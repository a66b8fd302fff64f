/** Photos and signatures as documents print them: marks and blurs in the picture itself, small enough for paper, with words for who cannot see them. */
import { type FileRef, type Signature, signatureHeight, signaturePath, signatureWidth } from '#core/fields';
import { ok, type Result } from '#kernel/result';
import { type CityFiles, shrinkImage } from '#platform/files.server';
import { shownPhoto } from './shown-photo.server.ts';

/** Half a page wide at 300 dots an inch. */
const maxSide = 1_000;

export interface PhotoToPrint {
  /** As the answer has it, with its marks. */
  photo: FileRef;
  sha256: string;
  /** Under the picture; may be empty. */
  caption: string;
  /** What it is a picture of, where the caption does not say it: `現場写真 2`. */
  name: string;
}

/** `pictures` for `PdfJob`, `shown` for `pictures()` of letter.typ. */
export interface PrintedPictures {
  pictures: Uint8Array[];
  shown: { picture: number; caption: string; alt: string }[];
}

/** Only what is an image; other attachments have no picture. Fails when a content is gone: no document says less than it should. */
export async function printedPhotos(
  files: CityFiles,
  photos: readonly PhotoToPrint[],
): Promise<Result<PrintedPictures>> {
  const printed: PrintedPictures = { pictures: [], shown: [] };
  for (const { photo, sha256, caption, name } of photos) {
    if (!photo.type.startsWith('image/')) continue;
    const found = await shownPhoto(files, photo, sha256);
    if (!found.ok) return found;
    printed.shown.push({
      picture: printed.pictures.length,
      caption,
      alt: caption === '' ? name : `${name}：${caption}`,
    });
    printed.pictures.push(await shrinkImage(found.value, maxSide));
  }
  return ok(printed);
}

/** The drawn strokes as a picture; null where it stands on paper. */
export function printedSignature(signature: Signature): Uint8Array | null {
  if ('paper' in signature) return null;
  const path = signaturePath(signature.strokes);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${signatureWidth} ${signatureHeight}"><path d="${path}" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );
}
