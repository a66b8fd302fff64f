/** Browsers as people have them: with and without script, wide and narrow. Every page seen is checked by axe. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../../scripts/test/chromium.ts';
import { Requests } from './quiet.ts';

export interface Person {
  page: Page;
  context: BrowserContext;
  /** Axe, no sideways scrolling, a screenshot kept under the output folder. */
  look(name: string): Promise<void>;
  requests: Requests;
  close(): Promise<void>;
}

export interface PersonOptions {
  script?: boolean;
  width?: number;
  height?: number;
  locale?: string;
}

/** `E2E_SLOW=4`: the pages' own work takes four times as long, as on an old or busy machine. */
const slow = Number(process.env.E2E_SLOW ?? 1);

async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow });
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

export class Findings {
  readonly axe: string[] = [];
  readonly errors: string[] = [];
  /** Who was let in and has not left; of a journey that failed, they show where it stood. */
  readonly people = new Set<Person>();
  pages = 0;
}

/** Sends home who is still there, and tells what stood before their eyes: the address, what was said, a picture. */
export async function leftBehind(findings: Findings, output: string, name: string): Promise<string[]> {
  const told: string[] = [];
  for (const person of findings.people) {
    for (const page of person.context.pages()) {
      const picture = path.join(output, `failed-${name.replace(/[^\w-]+/g, '-')}-${told.length + 1}.jpg`);
      await page.screenshot({ path: picture, quality: 70, timeout: 10_000 }).catch(() => undefined);
      const said = await page
        .locator('h1, [role="status"], [role="alert"], .error-summary, .field-error')
        .allInnerTexts()
        .catch(() => ['the page says nothing any more']);
      const words = said.map((one) => one.trim().replace(/\s+/g, ' ')).filter((one) => one !== '');
      told.push(`${page.url()}: ${words.join(' / ')}`, ...person.requests.told());
    }
    await person.close().catch(() => undefined);
  }
  return told;
}

/** Widths and states of pages that axe has judged in this run. Many journeys pass the same pages, which differ by numbers only. */
export const judged = new Set<string>();

/** Everything axe goes by: the elements, and what people did to them; of texts only that they are there. */
async function stateOf(page: Page): Promise<string> {
  const text = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const script of copy.querySelectorAll('script')) script.remove();
    return [
      `${innerWidth}x${innerHeight}`,
      copy.outerHTML,
      ...[...document.querySelectorAll('input, select, textarea, details, dialog')].map((one) => {
        const { checked, disabled, open, value } = one as HTMLInputElement & HTMLDetailsElement;
        return `${checked} ${disabled} ${open} ${value ? 'filled' : ''}`;
      }),
    ].join('\n');
  });
  const lasting = text
    .replace(/ (?:nonce|value)="[^"]*"/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replace(/ (?:href|action|content|datetime)="[^"]+"/g, ' set')
    .replace(/>[^<]*/g, (words) => (words.trim() === '>' ? '>' : '>x'));
  return createHash('sha256').update(lasting).digest('hex');
}

export async function newPerson(
  browser: Browser,
  output: string,
  findings: Findings,
  options: PersonOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    locale: options.locale ?? 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(60_000 * Math.max(1, slow));
  // A page that is closed at once has nothing to be slowed down.
  if (slow > 1) context.on('page', (opened) => void slowDown(opened).catch(() => undefined));
  const page = await context.newPage();
  page.on('pageerror', (error) => findings.errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A refused policy or a failed script is an error of ours; a 4xx answer that a journey provokes is not, nor a line it breaks.
    const provoked = /status of 4\d\d|net::ERR_CONNECTION_RESET/.test(message.text());
    if (message.type() === 'error' && !provoked) findings.errors.push(`${page.url()}: ${message.text()}`);
  });
  const requests = new Requests(page);
  const folder = path.join(output, 'screens');
  mkdirSync(folder, { recursive: true });
  const person: Person = {
    page,
    context,
    close() {
      findings.people.delete(person);
      return context.close();
    },
    requests,
    async look(name) {
      findings.pages += 1;
      // To be looked at by people: what PNG would keep beyond this costs three times the work.
      await page.screenshot({ path: path.join(folder, `${name}.jpg`), fullPage: true, quality: 70 });
      const state = (options.script ?? true) ? await stateOf(page) : '';
      if (state !== '' && !judged.has(state)) {
        judged.add(state);
        // One run within the page, which reaches its frames by itself, and only what is wrong is told in full: twice as quick.
        const result = await new AxeBuilder({ page })
          .setLegacyMode()
          .options({ resultTypes: ['violations'] })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        for (const violation of result.violations) {
          findings.axe.push(
            `${name}: ${violation.id} ${violation.nodes
              .map((node) => node.target.join(' '))
              .slice(0, 3)
              .join(' | ')}`,
          );
        }
      }
      const sideways = await page
        .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        .catch(() => 0);
      if (sideways > 1)
        findings.axe.push(`${name}: scrolls sideways by ${sideways}px at ${options.width ?? 1280}px`);
    },
  };
  findings.people.add(person);
  return person;
}
