/** A browser that notices when a text of a stranger became more than text. */
import type { Page } from 'playwright-core';
import { expect } from './journey.ts';

/** By kind; each names itself, so that it can be found again on other pages. */
export const payloads = {
  script: '<script>window.hostile=1</script>かぎ',
  attribute: `"><img src=hostile onerror="window.hostile=2">'x`,
  svg: '<svg/onload=window.hostile=3>印',
  formula: `=cmd|' /C calc'!A0`,
  address: 'javascript:window.hostile=4//',
  names: '__proto__',
  turned: 'あ\u202eくらうは\u202c右',
  arabic: 'مرحبا بالعالم',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else
  template: '{{7*7}}${7*7}<%= 7*7 %>',
  sql: "'; DROP TABLE cases; --",
  variants: '辻\u{e0100}葛\u{e0101}𠮷👩‍👩‍👧‍👦',
} as const;

/** What went wrong in any page of this tab since; read it at the end. */
export async function watchTab(page: Page): Promise<string[]> {
  const found: string[] = [];
  const note = (what: string) => void found.push(`${new URL(page.url()).pathname}: ${what}`);
  page.on('dialog', (dialog) => {
    note(`a dialog came up: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (/\/hostile$/.test(request.url())) note('an address out of a text was asked for');
  });
  await page.exposeFunction('noteViolation', note);
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      (window as unknown as { noteViolation(what: string): void }).noteViolation(
        `policy violated: ${violatedDirective} ${blockedURI}`,
      );
    });
  });
  return found;
}

/** Nothing a stranger wrote became an element, ran, or changed what objects are. */
export async function expectHarmless(page: Page): Promise<void> {
  const became = await page.evaluate(() => [
    ...((window as unknown as { hostile?: number }).hostile === undefined ? [] : ['it ran']),
    ...[...document.querySelectorAll('img[src="hostile"], svg[onload], [onerror], [onload]')].map(
      (one) => one.outerHTML,
    ),
    ...[...document.querySelectorAll('a[href^="javascript:"]')].map((one) => one.outerHTML),
    ...[...document.scripts]
      .filter((one) => one.text.startsWith('window.hostile'))
      .map((one) => one.outerHTML),
    ...Object.keys(Object.prototype),
  ]);
  expect(became.length === 0, `${new URL(page.url()).pathname}: ${became.join(' ')}`);
}

/** Texts stand on the page as they were typed: in its words, or in its controls. */
export async function expectLiterally(page: Page, texts: readonly string[]): Promise<void> {
  const shown = await page.evaluate(() =>
    [
      document.body.textContent,
      ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
    ].join('\n'),
  );
  const missing = texts.filter((text) => !shown.includes(text));
  expect(missing.length === 0, `${new URL(page.url()).pathname} shows ${JSON.stringify(missing)} literally`);
}
