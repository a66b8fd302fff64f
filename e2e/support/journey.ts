import type { Browser } from 'playwright-core';
import type { Findings } from './browser.ts';
import type { City } from './city.ts';

export interface Stage {
  city: City;
  browser: Browser;
  findings: Findings;
  output: string;
}

export interface Journey {
  name: string;
  run(stage: Stage): Promise<void>;
}

/** Fails with a sentence that says what was expected. */
export function expect(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
