import { create } from 'qrcode';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { qrCode, qrSvg } from '#platform/qr';

test('the drawn picture has exactly the modules of the code, inside a quiet zone of four', async () => {
  const text = 'https://city.example/v/7QX2-M9KD';
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 8;
  const pixels = await sharp(Buffer.from(qrSvg(text)))
    .resize(side * 4, side * 4, { kernel: 'nearest' })
    .greyscale()
    .raw()
    .toBuffer();
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const inside = x >= 4 && y >= 4 && x < side - 4 && y < side - 4;
      const dark = inside && modules.get(y - 4, x - 4) === 1;
      expect((pixels[(y * 4 + 2) * side * 4 + x * 4 + 2] ?? 0) < 128, `${x},${y}`).toBe(dark);
    }
});

test('text never reaches the markup', () => {
  expect(qrSvg('"><script>')).not.toContain('script');
  expect(qrCode('a').path).toMatch(/^[Mhvz0-9 -]+$/);
});
