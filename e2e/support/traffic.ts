/** Mixed traffic over fetch: people who read, fill in and send, and clerks who look. Every answer is counted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { canary, fillDraft, hidden, type Send, send, Web } from './canary.ts';

export interface Counts {
  requests: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** What went wrong, at most twenty. */
  failures: string[];
  /** Applications with a receipt. */
  receipts: string[];
  milliseconds: number[];
}

export interface Traffic {
  counts: Counts;
  stop(): Promise<Counts>;
}

export interface Mix {
  portal: string;
  staff: string;
  /** People at once who read pages that are the same for everybody and others that are not. */
  readers: number;
  /** People at once who fill in a form and send it. */
  applicants: number;
  clerks: number;
  /** Pause of everybody between two requests, which sets how much traffic there is. */
  pauseMs: number;
}

const pages = [
  '/',
  '/procedures',
  '/procedures/school-expense-assistance',
  '/verify',
  '/en/procedures',
  '/sign-in',
];

export function startTraffic(mix: Mix): Traffic {
  const counts: Counts = { requests: 0, statuses: {}, failures: [], receipts: [], milliseconds: [] };
  let going = true;
  const fail = (what: string) => {
    if (counts.failures.length < 20) counts.failures.push(what);
  };
  /** Requests from one home: limits count by address, and a city's people do not share one. */
  const from =
    (home: string): Send =>
    (method, url, headers, body) =>
      counted(method, url, { ...headers, 'x-home': home }, body);
  const counted: Send = async (method, url, headers, body) => {
    await sleep(mix.pauseMs);
    const started = performance.now();
    const where = `${method} /${new URL(url).pathname.split('/')[1]}`;
    counts.requests++;
    try {
      const response = await fetch(url, { method, headers, body, redirect: 'manual' });
      const text = await response.text();
      counts.milliseconds.push(performance.now() - started);
      counts.statuses[response.status] = (counts.statuses[response.status] ?? 0) + 1;
      if (response.status >= 500) fail(`${where}: ${response.status}`);
      return { status: response.status, headers: [...response.headers], body: text };
    } catch (error) {
      counts.statuses.broken = (counts.statuses.broken ?? 0) + 1;
      fail(`${where}: ${(error as Error).message}`);
      throw error;
    }
  };
  const loop = async (work: (turn: number) => Promise<void>) => {
    for (let turn = 0; going; turn++) {
      // What failed was counted; a limit per address or a page that was refused is not the end of a soak.
      await work(turn).catch((error: Error) => fail(error.message.slice(0, 160)));
    }
  };
  const loops = [
    ...Array.from({ length: mix.readers }, (_one, who) => {
      const web = new Web(mix.portal, from(`10.1.0.${who}`));
      return loop(async (turn) => {
        await web.get(pages[turn % pages.length]!);
        web.kept.length = 0;
      });
    }),
    ...Array.from({ length: mix.applicants }, (_one, who) =>
      loop(async (turn) => {
        const person = canary(`traffic-${who}-${turn}`);
        const web = new Web(mix.portal, from(`10.${16 + who}.${(turn >> 8) & 255}.${turn & 255}`));
        const { receipt } = await send(web, await fillDraft(web, person.appId, person.answers));
        const number = /(?<![\d-])\d{5}-\d{5}-\d(?![\d-])/.exec(receipt.body.replace(/<[^>]*>/g, ' '))?.[0];
        if (number === undefined) fail(`a receipt without a number (${receipt.status})`);
        else counts.receipts.push(number);
      }),
    ),
    ...Array.from({ length: mix.clerks }, (_one, who) => {
      const web = new Web(mix.staff, from(`10.2.0.${who}`));
      return loop(async (turn) => {
        if (turn === 0) await web.post('/sign-in/demo', { login: ['gakuji-shuji'] });
        const inbox = await web.get('/cases');
        const ids = [...inbox.body.matchAll(/href="\/cases\/([0-9a-f-]{36})/g)].map(([, id]) => id!);
        if (ids.length > 0) {
          const page = await web.get(`/cases/${ids[turn % ids.length]}`);
          if (hidden(page.body, 'revision') === undefined && page.status !== 200)
            fail(`a case: ${page.status}`);
        }
        web.kept.length = 0;
      });
    }),
  ];
  return {
    counts,
    async stop() {
      going = false;
      await Promise.all(loops);
      return counts;
    },
  };
}

/** Value below which a part of the numbers lie. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
