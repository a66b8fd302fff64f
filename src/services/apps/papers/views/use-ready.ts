import { useEffect, useState } from 'react';
import { useRevalidator, useSearchParams } from 'react-router';
import type { PaperEntry } from '../papers.server.ts';

/** A paper takes a second or two; whoever waits longer reads the page again. */
const waits = [1_500, 2_000, 3_000, 5_000, 8_000, 13_000];

/**
 * Reads the page again while a paper is being made, a while long; after an act of the process too, which may be about to have one
 * made. What somebody types meanwhile stays.
 */
export function useReady(documents: readonly PaperEntry[], templates: boolean): void {
  const { revalidate } = useRevalidator();
  const [search] = useSearchParams();
  const [tries, setTries] = useState(0);
  const [before] = useState(documents.length);
  const acted = /^(acted$|verb-)/.test(search.get('done') ?? '');
  const coming = templates && acted && documents.length === before;
  const waiting = coming || documents.some((one) => one.state === 'rendering');
  useEffect(() => {
    const wait = waits[tries];
    if (!waiting || wait === undefined) return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      void revalidate();
    }, wait);
    return () => clearTimeout(timer);
  }, [waiting, tries, revalidate]);
}
