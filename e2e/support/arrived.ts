/** What was acknowledged became a case, once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Web } from './canary.ts';
import { expect } from './journey.ts';

/** Cases of the inbox with a receipt number. */
async function casesWith(web: Web, number: string): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await web.get(`/cases?state=all&q=${number}`);
    const found = new Set([...body.matchAll(/href="\/cases\/([0-9a-f-]{36})/g)].map(([, id]) => id)).size;
    if (found > 0) return found;
    await sleep(250);
  }
  return 0;
}

/** Each of these receipts is exactly one case on the staff side. */
export async function expectAllArrived(staff: string, receipts: readonly string[]): Promise<void> {
  const web = new Web(staff);
  await web.post('/sign-in/demo', { login: ['gakuji-shuji'] });
  for (const number of receipts) {
    const cases = await casesWith(web, number);
    expect(cases === 1, `${number}: one case, not ${cases}`);
  }
}
