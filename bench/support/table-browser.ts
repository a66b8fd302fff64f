/** What is measured of a list inside the browser: until rows show, until a key shows, how evenly it scrolls. */
import type { Page, Request } from 'playwright-core';

export interface Jump {
  /** Of the first row that shows. */
  row: number;
  ms: number;
}

/** Moves the bar of the grid to a share of its length; until every row in sight has its values. */
export function jumpTo(page: Page, share: number): Promise<Jump> {
  return page.evaluate(async (to) => {
    const box = document.querySelector<HTMLElement>('.grid-box')!;
    const rowsInSight = () => {
      const { top, bottom } = box.getBoundingClientRect();
      return [...box.querySelectorAll<HTMLElement>('tbody tr[data-row]')].filter((row) => {
        const at = row.getBoundingClientRect();
        return at.bottom > top + 40 && at.top < bottom - 40;
      });
    };
    const before = rowsInSight()[0]?.dataset.row;
    const began = performance.now();
    box.scrollTop = to * (box.scrollHeight - box.clientHeight);
    for (;;) {
      await new Promise(requestAnimationFrame);
      const rows = rowsInSight();
      const [first] = rows;
      const shown = rows.length > 3 && rows.every((row) => !row.classList.contains('grid-waiting'));
      if (shown && first?.dataset.row !== before)
        return { row: Number(first?.dataset.row), ms: performance.now() - began };
      if (performance.now() - began > 60_000) throw new Error('rows did not come');
    }
  }, share);
}

/** From a key to the frame that shows it. */
export async function typed(page: Page, text: string): Promise<number[]> {
  await page.evaluate(() => {
    const kept = window as unknown as { keyTimes: number[] };
    kept.keyTimes = [];
    document.addEventListener(
      'keydown',
      () => {
        const began = performance.now();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => kept.keyTimes.push(performance.now() - began);
          port2.postMessage(null);
        });
      },
      true,
    );
  });
  for (const key of text) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

/** Milliseconds between frames while the wheel turns for `steps` rows at a time. */
export async function wheeled(page: Page, steps: number): Promise<number[]> {
  await page.locator('.grid-box').hover();
  await page.evaluate(() => {
    const kept = window as unknown as { frames: number[]; turning: boolean };
    kept.frames = [];
    kept.turning = true;
    let last = performance.now();
    const next = (now: number) => {
      kept.frames.push(now - last);
      last = now;
      if (kept.turning) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  for (let step = 0; step < steps; step += 1) await page.mouse.wheel(0, 114);
  return page.evaluate(() => {
    const kept = window as unknown as { frames: number[]; turning: boolean };
    kept.turning = false;
    return kept.frames.slice(1);
  });
}

/** The fields of a form that was posted. */
export async function postedIn(request: Request): Promise<[string, string][]> {
  const body = request.postDataBuffer();
  const type = request.headers()['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body ?? []), {
    headers: { 'content-type': type },
  }).formData();
  return [...form].map(([name, value]) => [name, String(value)]);
}

/** The same request again, by the browser, without anything of the page: until its answer is read. */
export function again(page: Page, url: string, fields: [string, string][]): Promise<number> {
  return page.evaluate(
    async ([address, all]) => {
      const body = new FormData();
      for (const [name, value] of all) body.set(name, value);
      const began = performance.now();
      const answer = await fetch(address, { method: 'POST', body });
      await answer.json();
      if (!answer.ok) throw new Error(String(answer.status));
      return performance.now() - began;
    },
    [url, fields] as const,
  );
}
