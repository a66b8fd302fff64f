/** A line that breaks: what is asked of some addresses gets no answer until it is whole again. */
import type { Person } from './browser.ts';

export interface WeakLine {
  /** Whole from now on, and the page hears of it as it does when a phone finds its network. */
  whole(): Promise<void>;
}

/** Lets so many requests pass, and loses the ones after them. */
export async function weakenLine({ page }: Person, address: string, passing: number): Promise<WeakLine> {
  let asked = 0;
  await page.route(address, (route) => {
    asked += 1;
    return asked > passing ? route.abort('connectionreset') : route.continue();
  });
  return {
    async whole() {
      await page.unroute(address);
      await page.evaluate(() => dispatchEvent(new Event('online')));
    },
  };
}

/** A photo of so many pixels a side in which no two are alike, as from a camera: about as many bytes as pixels. */
export async function photo(side: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const pixels = Buffer.from(
    Array.from({ length: side * side * 3 }, (_one, n) => (Math.imul(n, 2654435761) >>> 13) & 255),
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer();
}
