/** Circles among facts that rest on each other. */

/** Each circle once, as the ids along it. */
export function cyclesAmong(uses: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const on = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    path.push(id);
    on.add(id);
    for (const next of uses.get(id) ?? []) {
      if (on.has(next)) cycles.push(path.slice(path.indexOf(next)));
      else visit(next);
    }
    path.pop();
    on.delete(id);
    done.add(id);
  };
  for (const id of uses.keys()) visit(id);
  return cycles;
}
