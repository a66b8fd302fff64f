import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { fail, ok, type Result } from '#kernel/result';
import type { FileRules } from './model.ts';

// Each upload is read once: caching by path would only keep other people's pictures in memory.
sharp.cache(false);

const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Decoding takes memory by the pixel, so few pictures are decoded at a time, however many arrive. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

const broken = () =>
  fail('invalid', '画像が壊れているか、読めません。もう一度撮影するか、保存し直してから送ってください。');

/**
 * Draws the picture anew: upright by its orientation mark, without EXIF, GPS or anything hidden behind it.
 * Size is read from the header and refused before a pixel is decoded.
 */
export function redrawImage(
  from: string,
  to: string,
  type: string,
  rules: NonNullable<FileRules['image']>,
): Promise<Result<{ width: number; height: number; bytes: number }>> {
  const maxPixels = rules.maxPixels ?? 64e6;
  return inTurn(async () => {
    try {
      const { width, height } = await sharp(from, { limitInputPixels: false }).metadata();
      if (width * height > maxPixels)
        return fail(
          'tooLarge',
          `画像の画素数が多すぎます（${width}×${height}）。${Math.floor(maxPixels / 10_000)}万画素までにしてください。`,
        );
      let picture = sharp(from, { limitInputPixels: maxPixels, failOn: 'error' }).autoOrient();
      if (rules.maxSide !== undefined)
        picture = picture.resize({
          width: rules.maxSide,
          height: rules.maxSide,
          fit: 'inside',
          withoutEnlargement: true,
        });
      if (type === 'image/jpeg') picture = picture.jpeg({ quality: 88 });
      else if (type === 'image/png') picture = picture.png();
      else picture = picture.webp({ quality: 88 });
      const drawn = await picture.toFile(to);
      const file = await open(to, 'r+');
      await file.sync();
      await file.close();
      return ok({ width: drawn.width, height: drawn.height, bytes: drawn.size });
    } catch {
      return broken();
    }
  });
}
