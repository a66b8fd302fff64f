/**
 * Acceptance: 200 parallel duplicates of one submission give one case and one receipt number; another body under the same
 * key shows what was received; `kill -9` between any two steps loses nothing that was acknowledged.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { canary, fillDraft, hidden, type Reply, send, typedFor, Web } from '../support/canary.ts';
import type { City } from '../support/city.ts';
import { appOf } from '../support/fill.ts';
import { expect, type Journey } from '../support/journey.ts';

const appId = 'school-expense-assistance';
const numberOn = (reply: Reply) =>
  /(?<![\d-])\d{5}-\d{5}-\d(?![\d-])/.exec(reply.body.replace(/<[^>]*>/g, ' '))?.[0];

/** A clerk of the department, over fetch. */
async function clerk(city: City, login = 'gakuji-shuji'): Promise<Web> {
  const web = new Web(city.staff);
  const reply = await web.post('/sign-in/demo', { login: [login] });
  expect(reply.status === 200, `${login} is signed in (${reply.path}, ${reply.status})`);
  return web;
}

/** Cases in the inbox with this receipt number; waits until there is one. */
async function casesOf(web: Web, number: string, atLeast = 1): Promise<string[]> {
  let ids: string[] = [];
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await web.get(`/cases?state=all&q=${number}`);
    ids = [...new Set([...body.matchAll(/href="\/cases\/([0-9a-f-]{36})/g)].map(([, id]) => id!))];
    if (ids.length >= atLeast) break;
    await sleep(250);
  }
  return ids;
}

const once: Journey['run'] = async ({ city }) => {
  const person = canary('once');
  const web = new Web(city.portal);
  const draft = await fillDraft(web, appId, person.answers);
  const review = await web.get(`/drafts/${draft}/review`);
  const body = hidden(review.body, 'body') ?? '';
  const token = web.token ?? '';
  expect(body !== '' && token !== '', 'the review carries the body and the token');
  const press = () =>
    fetch(`${city.portal}/drafts/${draft}/review`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: web.cookie,
        origin: city.portal,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ body, _csrf: token }),
    });
  const answers = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const response = await press();
      await response.text();
      return { status: response.status, to: response.headers.get('location') ?? '' };
    }),
  );
  const wrong = answers.filter((one) => one.status !== 302 || !/\/receipt(\?again=1)?$/.test(one.to));
  expect(wrong.length === 0, `all 200 lead to a receipt, not ${JSON.stringify(wrong.slice(0, 3))}`);
  const receipts = new Set(answers.map((one) => one.to.replace(/\?.*/, '')));
  expect(receipts.size === 1, `one application, not ${receipts.size}`);
  expect(
    answers.filter((one) => !one.to.includes('again')).length === 1,
    'exactly one of the 200 was the first',
  );
  const receipt = await web.get([...receipts][0]!);
  const number = numberOn(receipt);
  expect(number, 'the receipt shows a number');
  const staff = await clerk(city);
  const cases = await casesOf(staff, number);
  await sleep(1_500);
  expect(cases.length === 1 && (await casesOf(staff, number)).length === 1, `one case, not ${cases.length}`);

  // Something else under the same key: what was received is shown, and nothing is changed.
  const other = await web.post(`/drafts/${draft}/review`, { body: ['f'.repeat(body.length)] });
  expect(
    /^\/applications\/[^/?]+\?notice=different/.test(other.path),
    `another body leads to what was received, not ${other.path}`,
  );
  expect(other.status === 200 && other.body.includes(number), 'and shows its number');
  const late = await web.post(`/drafts/${draft}/pages/contact`, {
    ...typedFor(appOf(appId), 'contact', person.answers),
    f4: ['090-1111-2222'],
    _action: ['next'],
  });
  expect(!late.body.includes('090-1111-2222'), 'what was sent cannot be changed through its draft');
};

/** Tries again while the process comes back; an answer of any kind ends it. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  let last: unknown;
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      return await work();
    } catch (error) {
      last = error;
      await sleep(250);
    }
  }
  throw last;
}

const killed: Journey['run'] = async ({ city }) => {
  const person = canary('killed');
  const web = new Web(city.portal);
  const app = appOf(appId);
  await web.get(`/procedures/${appId}/start`);
  let reply = await web.post(`/procedures/${appId}/start`);

  // Between any two pages the portal dies; what it had acknowledged stands there afterwards.
  const pages: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    const [, draft, page] = /^\/drafts\/([^/]+)\/pages\/([^/?]+)/.exec(reply.path) ?? [];
    if (draft === undefined || page === undefined) break;
    pages.push(`/drafts/${draft}/pages/${page}`);
    const typed = { ...typedFor(app, page, person.answers), _action: ['next'] };
    const path = reply.path;
    reply = await web.post(path, typed);
    expect(reply.status === 200, `${page} was taken (${reply.status})`);
    if (steps % 3 === 1) {
      await city.kill('portal');
      reply = await again(() => web.get(reply.path));
      const kept = await web.get(path);
      for (const values of Object.values(typedFor(app, page, person.answers)))
        for (const value of values)
          expect(
            kept.body.includes(value.replaceAll('"', '&quot;')),
            `${page}: ${value} is kept after the portal was killed`,
          );
    }
  }
  const draft = /^\/drafts\/([^/]+)\/review/.exec(reply.path)?.[1];
  expect(draft, `the review is reached, not ${reply.path}`);

  // While many press at once the portal dies: some were answered, some were not; there is one application in the end.
  const review = await web.get(`/drafts/${draft}/review`);
  const body = hidden(review.body, 'body') ?? '';
  const token = web.token ?? '';
  const press = async () => {
    const response = await fetch(`${city.portal}/drafts/${draft}/review`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: web.cookie,
        origin: city.portal,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ body, _csrf: token }),
    });
    await response.text();
    return response.headers.get('location') ?? `status ${response.status}`;
  };
  const pressed = Array.from({ length: 20 }, () => press().catch(() => 'cut off'));
  await sleep(60);
  await city.kill('portal');
  const told = (await Promise.all(pressed)).filter((one) => one !== 'cut off');
  const now = await again(press);
  const all = new Set([...told, now].map((one) => one.replace(/\?.*/, '')));
  expect(all.size === 1, `one receipt before and after, not ${[...all].join(' ')}`);
  const receipt = await again(() => web.get(now));
  const number = numberOn(receipt);
  expect(number, `the receipt shows a number (${receipt.path})`);
  const staff = await clerk(city);
  const [caseId, ...more] = await casesOf(staff, number);
  expect(caseId !== undefined && more.length === 0, 'one case');

  // The worker dies before, while and after it delivers: every acknowledged application becomes a case, once.
  await city.kill('worker');
  const sent: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const each = new Web(city.portal);
    const { receipt: paper } = await send(each, await fillDraft(each, appId, canary(`worker-${n}`).answers));
    const its = numberOn(paper);
    expect(its, 'a receipt while no worker runs');
    sent.push(its);
    if (n % 2 === 1) await city.kill('worker').catch(() => undefined);
  }
  for (const its of sent) {
    const cases = await casesOf(staff, its);
    expect(cases.length === 1, `${its}: one case, not ${cases.length}`);
  }

  // An act of the office crosses back although worker and staff die at once after it.
  const before = await staff.get(`/cases/${caseId}`);
  const revision = hidden(before.body, 'revision') ?? '';
  const done = await staff.post(`/cases/${caseId}`, { intent: ['receive'], revision: [revision] });
  expect(done.status === 200 && done.path.includes('done=receive'), `received (${done.status} ${done.path})`);
  await city.kill('worker').catch(() => undefined);
  await city.kill('staff');
  const after = await again(() => staff.get(`/cases/${caseId}`));
  expect(after.status === 200 && after.body.includes('審査中'), 'what the office did stands');
  let shown = '';
  for (let tries = 0; tries < 600; tries += 1) {
    shown = (await web.get(now.replace(/\/receipt.*/, ''))).body;
    if (shown.includes('審査')) break;
    await sleep(250);
  }
  expect(shown.includes('審査'), 'and the applicant sees it');
  await city.ready();
};

export default [
  { name: '200 duplicates, one application', run: once },
  { name: 'kill -9 between the steps', run: killed },
] satisfies Journey[];
