import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot } from './files.mjs';
import { Trouble } from './say.mjs';

const NEEDED = 24;

function majorOf(program) {
  const told = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return told.status === 0 ? Number(/^v(\d+)/.exec(told.stdout)?.[1] ?? 0) : 0;
}

/** Node 24: the one that npm brought along, else the machine's own when it is new enough. */
export function findNode() {
  const brought = inRoot(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(brought) && majorOf(brought) >= NEEDED) return brought;
  for (const own of [process.execPath, 'node']) if (majorOf(own) >= NEEDED) return own;
  const why = existsSync(brought)
    ? 'it does not run here (a system without glibc?)'
    : 'npm has none for this system';
  throw new Trouble(
    `Node.js ${NEEDED} 以上が必要です（いまは ${process.version}）。https://nodejs.org/ から入れてください。`,
    `Madoguchi needs Node.js ${NEEDED} or newer and brings its own, but ${why}. Install it from https://nodejs.org/.`,
  );
}
