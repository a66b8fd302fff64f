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

/** Hands over to another program: its output is ours, signals are passed on, and we end as it ends. */
export function become(command, args, env = process.env, { service = false } = {}) {
  // A service gets a group of its own, so that each signal reaches it once, through us, also when
  // Ctrl+C or a supervisor signals everybody. The channel closes when we are killed: it can notice and stop.
  const stdio = service ? ['ignore', 'inherit', 'inherit', 'ipc'] : 'inherit';
  const child = spawn(command, args, { cwd: process.cwd(), env, stdio, detached: service });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      if (service || signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
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
