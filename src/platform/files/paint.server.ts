import sharp from 'sharp';
import { inTurn } from './images.server.ts';

export interface Paint {
  /** Pixels that nobody may recognise afterwards. */
  blurs: readonly { x: number; y: number; width: number; height: number }[];
  /** Drawn above them, in pixels of the picture: contents of an SVG, paths only (fonts of the machine are not to be relied on). */
  svg: string;
}

/** The size a picture has upright. */
export function imageSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  return inTurn(async () => {
    const { autoOrient } = await sharp(bytes).metadata();
    return { width: autoOrient.width, height: autoOrient.height };
  });
}

/** A copy of a kept picture with this drawn into it, as JPEG. What lies under a blur cannot be worked out from the copy. */
export function paintImage(bytes: Uint8Array, { blurs, svg }: Paint): Promise<Buffer> {
  return inTurn(async () => {
    const upright = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
    const { width, height } = upright.info;
    const layers = [];
    for (const blur of blurs) {
      const area = within(blur, width, height);
      if (area === null) continue;
      layers.push({ input: await coarse(upright.data, area), left: area.left, top: area.top });
    }
    const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${svg}</svg>`;
    return (
      sharp(upright.data)
        .composite([...layers, { input: Buffer.from(frame), left: 0, top: 0 }])
        // Thin coloured lines keep their colour.
        .jpeg({ quality: 85, chromaSubsampling: '4:4:4' })
        .toBuffer()
    );
  });
}

/** A copy that fits a square of this side, as JPEG: what paper and screens need of a photo. */
export function shrinkImage(bytes: Uint8Array, maxSide: number): Promise<Buffer> {
  return inTurn(() =>
    sharp(bytes)
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer(),
  );
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

function within({ x, y, width, height }: Paint['blurs'][number], right: number, bottom: number): Area | null {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const area = {
    left,
    top,
    width: Math.min(right, Math.ceil(x + width)) - left,
    height: Math.min(bottom, Math.ceil(y + height)) - top,
  };
  return area.width < 1 || area.height < 1 ? null : area;
}

/**
 * At most eight squares along the longer side: few enough that no face or number plate is left. A blur that only softens can be
 * undone by calculation; what was averaged away cannot.
 */
async function coarse(picture: Buffer, area: Area): Promise<Buffer> {
  const { width, height } = area;
  const scale = 8 / Math.max(width, height);
  const few = await sharp(picture)
    .extract(area)
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), {
      fit: 'fill',
      kernel: 'cubic',
    })
    .png()
    .toBuffer();
  return sharp(few).resize(width, height, { fit: 'fill', kernel: 'nearest' }).png().toBuffer();
}
