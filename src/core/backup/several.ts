/** Several waits at once, few enough that memory stays small: discs and buckets answer slowly, one after the other. */

/** Results in the order of the source, with up to `most` in work ahead of whoever takes them. */
export async function* ahead<T, R>(
  source: AsyncIterable<T>,
  most: number,
  work: (one: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const one of source) {
    const next = work(one);
    // Awaited in its turn; until then its failure is not nobody's.
    next.catch(() => undefined);
    running.push(next);
    if (running.length >= most) yield await running.shift()!;
  }
  for (const one of running) yield await one;
}

/** Begins work and waits only while `most` are under way; `end` waits for the rest. The first failure is thrown by either. */
export function several(most: number): { begin(work: Promise<void>): Promise<void>; end(): Promise<void> } {
  const running = new Set<Promise<void>>();
  let failed: { error: unknown } | null = null;
  const check = () => {
    if (failed !== null) throw failed.error;
  };
  return {
    async begin(work) {
      const one: Promise<void> = work
        .catch((error: unknown) => {
          failed ??= { error };
        })
        .finally(() => running.delete(one));
      running.add(one);
      if (running.size >= most) await Promise.race(running);
      check();
    },
    async end() {
      await Promise.all(running);
      check();
    },
  };
}
