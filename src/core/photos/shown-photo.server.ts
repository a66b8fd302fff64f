import { type FileRef, type Mark, marksIn, type Shape, shapesOf } from '#core/fields';
import { fail, ok, type Result } from '#kernel/result';
import { type CityFiles, imageSize, paintImage, shrinkImage } from '#platform/files.server';
import { outlineOf } from '#platform/pdf.server';

/** A photo as it is shown: with its marks in it (JPEG), or the kept file as it is. Errors: the content is gone. */
export async function shownPhoto(
  files: CityFiles,
  photo: FileRef,
  sha256: string,
): Promise<Result<Uint8Array>> {
  const kept = await files.read(sha256);
  const marks = marksIn(photo);
  return !kept.ok || marks.length === 0 ? kept : ok(await withMarks(kept.value, marks));
}

/** The same, to be recognised and not to be looked into: fits a square of this side. Errors: gone, or no picture that can be drawn. */
export async function smallPhoto(
  files: CityFiles,
  photo: FileRef,
  sha256: string,
  side: number,
): Promise<Result<Uint8Array>> {
  const kept = await files.read(sha256);
  if (!kept.ok) return kept;
  const marks = marksIn(photo);
  try {
    // What is blurred is averaged at full size, so that no edge of it is left; lines are quicker drawn on the small copy.
    if (marks.some((mark) => mark.kind === 'blur'))
      return ok(await shrinkImage(await withMarks(kept.value, marks), side));
    const small = await shrinkImage(kept.value, side);
    return ok(marks.length === 0 ? small : await withMarks(small, marks));
  } catch {
    return fail('notFound');
  }
}

async function withMarks(picture: Uint8Array, marks: readonly Mark[]): Promise<Uint8Array> {
  const { width, height } = await imageSize(picture);
  const shapes = shapesOf(marks, width, height);
  const blurs = shapes.filter((shape) => shape.kind === 'blur');
  return paintImage(picture, { blurs, svg: shapes.map(drawn).join('') });
}

/** No text of anybody's reaches the SVG: letters are outlines by then. */
function drawn(shape: Shape): string {
  if (shape.kind === 'blur') return '';
  if (shape.kind === 'line')
    return `<path d="${shape.path}" fill="none" stroke="${shape.colour}" stroke-width="${shape.width}" stroke-linecap="round" stroke-linejoin="round"/>`;
  const { x, y, size, text, colour, edge } = shape;
  const { path } = outlineOf(text, size);
  // The middle of a Japanese line is about 0.35 of its size above the baseline.
  const at = `translate(${x} ${Math.round(y + size * 0.35)})`;
  return `<g transform="${at}"><path d="${path}" stroke="${edge}" stroke-width="${size / 5}" stroke-linejoin="round"/><path d="${path}" fill="${colour}"/></g>`;
}
