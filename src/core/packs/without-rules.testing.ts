/** Copies of packs without the guide's rules: working those out takes seconds, and most tests of packs are about other things. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const overFacts = ['rule', 'deadlineRule', 'documentRules', 'feeRule', 'follows', 'excludes'];

/** Copies packs beside each other into a folder, leaving out facts, personas and what procedures say over facts. */
export async function copyWithoutRules(from: string, names: readonly string[], to: string): Promise<void> {
  for (const name of names) {
    const pack = path.join(to, name);
    await cp(path.join(from, name), pack, { recursive: true });
    await rm(path.join(pack, 'facts'), { recursive: true, force: true });
    if (name === 'base') await rm(path.join(pack, 'tests'), { recursive: true, force: true });
    const procedures = path.join(pack, 'procedures');
    for (const file of await readdir(procedures)) {
      const place = path.join(procedures, file);
      const kept = Object.entries(JSON.parse(await readFile(place, 'utf8'))).filter(
        ([key]) => !overFacts.includes(key),
      );
      await writeFile(place, JSON.stringify(Object.fromEntries(kept)));
    }
  }
}
