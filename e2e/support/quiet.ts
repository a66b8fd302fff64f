/**
 * What a page asks for, and whether it has become quiet. Counted by ourselves: the "networkidle" of Playwright was once never told
 * on a machine under load, and says nothing about what it waited for.
 */
import type { Page, Request } from 'playwright-core';

interface Asked {
  request: Request;
  at: number;
  end: string | null;
}

/** So long nothing is asked and nothing is awaited. */
const quietMs = 150;
const kept = 12;

export class Requests {
  #asked: Asked[] = [];
  #last = performance.now();
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => {
      this.#last = performance.now();
      this.#asked = [
        ...this.#asked.filter((one, index, all) => one.end === null || index >= all.length - kept),
        { request, at: this.#last, end: null },
      ];
    });
    page.on('requestfinished', (request) => this.#ended(request, 'answered'));
    page.on('requestfailed', (request) => this.#ended(request, request.failure()?.errorText ?? 'failed'));
    // What the page before asked for on leaving is nobody's any more, and its end may never be told.
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      for (const one of this.#asked)
        if (one.end === null && !one.request.isNavigationRequest()) one.end = 'left behind';
    });
  }

  /** Until nothing is asked and nothing awaited for a moment; a page that is never quiet fails with what it asked for. */
  async quiet(timeoutMs = 100_000): Promise<void> {
    const until = performance.now() + timeoutMs;
    while (performance.now() < until) {
      const waiting = this.#asked.some((one) => one.end === null);
      const rest = quietMs - (performance.now() - this.#last);
      if (!waiting && rest <= 0) return;
      await this.#page.waitForTimeout(waiting ? 50 : rest);
    }
    throw new Error(`${this.#page.url()} never became quiet:\n${this.told().join('\n')}`);
  }

  #ended(request: Request, how: string): void {
    this.#last = performance.now();
    for (const one of this.#asked)
      if (one.request === request) one.end = `${how} after ${Math.round(this.#last - one.at)} ms`;
  }

  /** The last things asked for, and what came of them. */
  told(): string[] {
    const now = performance.now();
    return this.#asked.map(
      ({ request, at, end }) =>
        `${Math.round(now - at)} ms ago ${request.method()} ${request.url()}: ${end ?? 'no answer yet'}`,
    );
  }
}
