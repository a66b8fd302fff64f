/**
 * Acceptance: a canary person appears in no log line, URL, header, cookie, error page, kept page or page of somebody else
 * during a whole journey from the application to the issued notice.
 */
import type { BrowserContext } from 'playwright-core';
import { begin, codeFor, fillForm, findProcedure, submit, waitForApplication } from '../support/applicant.ts';
import { newPerson } from '../support/browser.ts';
import { canary, found, leaks, signInWeb, Web } from '../support/canary.ts';
import type { City } from '../support/city.ts';
import { expect, type Journey } from '../support/journey.ts';
import { openCase, press, signInAs } from '../support/office.ts';

/** Everything a browser asked for, and the headers it was answered with. */
function watch(context: BrowserContext): { urls: Set<string>; headers: Promise<string>[] } {
  const seen = { urls: new Set<string>(), headers: [] as Promise<string>[] };
  context.on('request', (request) => seen.urls.add(request.url()));
  context.on('response', (response) =>
    seen.headers.push(
      response.allHeaders().then(
        (all) => `${new URL(response.url()).pathname} ${JSON.stringify(all)}`,
        () => '',
      ),
    ),
  );
  return seen;
}

const readable = (url: string): string => {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
};

const run: Journey['run'] = async ({ city, browser, findings, output }) => {
  const bird = canary('seen');
  const watched: ReturnType<typeof watch>[] = [];
  const person = async () => {
    const one = await newPerson(browser, output, findings);
    watched.push(watch(one.context));
    return one;
  };

  // The whole way, as in life.
  const home = await person();
  const applicant = { person: home, city, name: 'canary' };
  await findProcedure(applicant, '就学援助', bird.appId);
  await begin(applicant);
  await fillForm(applicant, bird.appId, bird.answers, { looks: false });
  const receipt = await submit(applicant, bird.mail);
  const desk = await person();
  const clerk = { person: desk, city, name: 'canary-office' };
  await signInAs(clerk, 'gakuji-shuji');
  const caseId = await openCase(clerk, receipt.receiptNumber);
  const shown = (await desk.page.locator('main').textContent()) ?? '';
  expect(shown.includes('鶯谷') && shown.includes('鶯の籠荘'), 'the department in charge sees who applied');
  expect(!shown.includes(bird.bankAccount), 'and the account stays sealed until it is opened');
  await press(clerk, '収受する');
  await desk.page.goto(`${city.staff}/cases/${caseId}/decision`);
  await desk.page.locator('input[name="outcome"][value="granted"]').check();
  await desk.page.locator('[name="validFrom"]').fill('令和8年12月1日');
  await desk.page.locator('[name="validTo"]').fill('令和9年3月31日');
  await press(clerk, '起案して回す');
  for (const [login, verb] of [
    ['gakuji-kakaricho', '承認する'],
    ['gakuji-kacho', '決裁する'],
  ] as const) {
    const boss = await person();
    const chief = { person: boss, city, name: `canary-${login}` };
    await signInAs(chief, login);
    await boss.page.goto(`${city.staff}/cases/${caseId}`);
    await press(chief, verb);
    await boss.close();
  }
  await waitForApplication(applicant, receipt.applicationId, '#documents a');
  const own = await home.page.locator('#documents a[href*="/documents/"]').first().getAttribute('href');
  const notice = await home.context.request.get(new URL(own!, city.portal).toString());
  expect(notice.ok(), 'the notice opens');
  expect(found(JSON.stringify(notice.headers()), bird.strings).length === 0, 'and its headers name nobody');
  await home.page.goto(`${city.portal}/me`);

  // Where nobody's name belongs.
  for (const { urls, headers } of watched) {
    for (const url of urls)
      expect(found(readable(url), bird.strings).length === 0, `an address names the canary: ${url}`);
    for (const text of await Promise.all(headers))
      expect(found(text, bird.strings).length === 0, `a header names the canary: ${text.slice(0, 300)}`);
  }
  expect(watched.reduce((sum, one) => sum + one.urls.size, 0) > 50, 'addresses were watched');

  // Everybody else, who tries to get there.
  const doors = [
    `/applications/${receipt.applicationId}`,
    `/applications/${receipt.applicationId}/receipt`,
    `/applications/${receipt.applicationId}/withdraw`,
    `/applications/${receipt.applicationId}/correction`,
    own!,
    ...[...watched[0]!.urls]
      .map((url) => new URL(url))
      .filter((url) => /^\/drafts\//.test(url.pathname))
      .map((url) => url.pathname),
  ];
  const stranger = new Web(city.portal);
  const neighbour = new Web(city.portal);
  await signInWeb(neighbour, 'neighbour@mail.example', (mail) => codeFor(city, mail));
  for (const web of [stranger, neighbour]) {
    for (const door of doors) {
      const reply = await web.get(door);
      // 400, 405: addresses that only take posts, asked when the form saved by itself.
      expect([400, 404, 405].includes(reply.status), `${door} is not found by others (${reply.status})`);
    }
    // Errors of every kind.
    await web.post('/resume', { number: [receipt.receiptNumber], secret: ['AAAA-AAAA-AAAA'] });
    await web.post('/sign-in', { address: ['nonsense'] });
    await web.post(`/applications/${receipt.applicationId}`, { body: ['x'] });
    await web.ask('GET', '/%');
    await web.ask('PUT', doors[0]!);
    await web.crawl(['/', '/me', '/en', '/ja-easy', '/procedures', '/search?q=就学援助'].map(encodeURI), 150);
    // Once more: what is kept now was kept before.
    for (const path of ['/', '/en', '/procedures', '/procedures/school-expense-assistance', '/accessibility'])
      await web.get(path);
    const seen = leaks(web, bird.strings);
    expect(seen.length === 0, `somebody else was shown the canary: ${seen.join(' | ')}`);
    expect(web.kept.length > 100, `${web.kept.length} pages were looked at`);
  }

  const paths = [
    `/cases/${caseId}`,
    `/cases/${caseId}/peek`,
    `/cases/${caseId}/decision`,
    `/cases/${caseId}/correction`,
  ];
  for (const { login, web } of (await Promise.all(outsiders.map((one) => inEveryPost(city, one)))).flat()) {
    for (const path of paths) {
      const { status } = await web.get(path);
      expect(status === 404, `${login}: ${path} is not found (${status})`);
    }
    for (const intent of ['comment', 'receive', 'message'])
      expect(
        (await web.post(`/cases/${caseId}`, { intent: [intent], comment: ['x'], message: ['x'] })).status ===
          404,
        `${login}: ${intent}`,
      );
    await web.post('/cases/bulk', { verb: ['receive'], id: [caseId] });
    await web.post('/cases/bulk', { verb: ['receive'], intent: ['act'], chosen: [`${caseId}:1`] });
    await web.crawl(
      [
        '/',
        '/cases?state=all',
        `/cases?state=all&q=${receipt.receiptNumber}`,
        `/cases/find?q=${receipt.receiptNumber}`,
        `/audit?record=${caseId}`,
        '/organisation',
        '/absences',
      ],
      120,
    );
    const seen = leaks(web, bird.strings);
    expect(seen.length === 0, `${login} was shown the canary: ${seen.join(' | ')}`);
  }

  // Letters lie in the demo's mailbox for everybody to try: they say that something happened, not what or to whom.
  const letters = await (await fetch(`${city.portal}/mailbox`)).text();
  expect(letters.includes(bird.mail), 'the canary got mail');
  expect(
    found(
      letters,
      bird.strings.filter((one) => one !== bird.mail),
    ).length === 0,
    'letters hold nothing of the answers',
  );

  for (const line of city.log().split('\n'))
    expect(found(line, bird.strings).length === 0, `a log line names the canary: ${line.slice(0, 400)}`);
  expect(city.log().split('\n').length > 100, 'the log was searched');
  await home.close();
  await desk.close();
};

/** Of another department, of audit, of the system, of personnel, of another board, of a school below the same board. */
const outsiders = ['shiminzei-kacho', 'kansa-shunin', 'dx-shunin', 'jinji-kakaricho', 'asanagi-kocho'];

/** Somebody of the demo, once in each post they hold. */
async function inEveryPost(city: City, login: string): Promise<{ login: string; web: Web }[]> {
  const enter = async () => {
    const web = new Web(city.staff);
    return { web, reply: await web.post('/sign-in/demo', { login: [login] }) };
  };
  const { web, reply } = await enter();
  if (!reply.path.startsWith('/post')) return [{ login, web }];
  const posts = [
    ...reply.body.matchAll(/name="post"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="post"/g),
  ].map((one) => one[1] ?? one[2]!);
  expect(posts.length > 1, `${login} chooses between posts`);
  return Promise.all(
    posts.map(async (post) => {
      const { web } = await enter();
      await web.post('/post', { post: [post] });
      return { login: `${login} (${post})`, web };
    }),
  );
}

export default [{ name: 'is seen nowhere but where they belong', run }] satisfies Journey[];
