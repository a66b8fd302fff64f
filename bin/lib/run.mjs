import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { inRoot, root } from './files.mjs';

/** Our Node and our tools come first, for whatever is started from here. */
export function environment(node, extra = {}) {
  const first = [inRoot('node_modules/.bin'), ...(node ? [dirname(node)] : [])];
  return { ...process.env, PATH: [...first, process.env.PATH ?? ''].join(delimiter), ...extra };
}

/** Runs to the end. Output goes to the terminal, or with `quiet` into the result. */
export function run(command, args, { env = process.env, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data) => {
        output += data;
      });
    child.once('error', (error) => done({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code, signal) => done({ code: code ?? 128, signal, output }));
  });
}

/** Hands over to another program: its input and output are ours, signals are passed on, and we end as it ends. */
export function become(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: process.cwd(), env, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // In a terminal, Ctrl+C has reached the child already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(127);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
