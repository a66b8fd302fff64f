import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { AppError } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';

/** What travels to a worker, and back under the same id. */
export interface Request<Input> {
  id: string;
  input: Input;
}
export type Reply<Output> = { ready: true } | { id: string; result: Result<Output, AppError> };

export interface PoolOptions {
  /** Path of the worker's entry file. */
  entry: string;
  arguments?: string[];
  /** Processes; each computes one job at a time. */
  size?: number;
  /** Jobs that may wait; further ones are refused at once, so that a rush cannot fill the memory. */
  queueLimit?: number;
  timeoutMs?: number;
  startTimeoutMs?: number;
}

export interface ProcessPool<Input, Output> {
  run(input: Input, timeoutMs?: number): Promise<Result<Output>>;
  close(): void;
  stats(): { running: number; waiting: number; started: number; killed: number };
}

interface Job<Input, Output> {
  id: string;
  input: Input;
  timeoutMs: number;
  settle(result: Result<Output>): void;
}
interface Slot<Input, Output> {
  child?: ChildProcess;
  ready: boolean;
  job?: Job<Input, Output>;
  timer?: NodeJS.Timeout;
}

const busy = () =>
  fail('unavailable', 'ただいま書類の作成が混み合っています。しばらくしてからもう一度お試しください。');
const tooLong = () => fail('unavailable', '書類の作成に時間がかかりすぎたため、中止しました。');
/** Trouble of this machine, not of the document: the same job may succeed next time. */
const broken = () => fail('unavailable', '書類の作成が途中で止まりました。');

/**
 * Native computation in processes of its own. Processes and not threads: a thread inside native code
 * cannot be stopped (measured: `terminate()` waited 7.6 s for Typst), and a crash there ends the server.
 *
 * A reply counts only when it comes from the process the job was given to, carries the job's id, and that
 * process has not been given up since. Nobody can be handed a late result of somebody else's job.
 */
export function createProcessPool<Input, Output>(options: PoolOptions): ProcessPool<Input, Output> {
  const slots: Slot<Input, Output>[] = Array.from({ length: options.size ?? 1 }, () => ({ ready: false }));
  const queue: Job<Input, Output>[] = [];
  const counts = { started: 0, killed: 0 };
  let closed = false;

  function release(slot: Slot<Input, Output>, result: Result<Output>) {
    const job = slot.job;
    clearTimeout(slot.timer);
    slot.job = undefined;
    slot.child?.unref();
    slot.child?.channel?.unref();
    job?.settle(result);
    assign();
  }

  /** Gives the process up first, then answers: from here on nothing it says is heard. */
  function abandon(slot: Slot<Input, Output>, result: Result<Output>) {
    const child = slot.child;
    slot.child = undefined;
    slot.ready = false;
    if (child !== undefined) {
      counts.killed++;
      child.removeAllListeners('message');
      child.kill('SIGKILL');
    }
    release(slot, result);
  }

  function spawn(slot: Slot<Input, Output>): ChildProcess {
    // An empty environment: the worker needs no secret of the server, and a dead proxy keeps Typst off the network.
    const child = fork(options.entry, options.arguments ?? [], {
      serialization: 'advanced',
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
      env: { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    counts.started++;
    child.on('message', (reply: Reply<Output>) => {
      if (slot.child !== child) return;
      if ('ready' in reply) {
        slot.ready = true;
        if (slot.job !== undefined) watch(slot, slot.job.timeoutMs);
      } else if (slot.job !== undefined && reply.id === slot.job.id) release(slot, reply.result);
    });
    const lost = () => {
      if (slot.child === child) abandon(slot, broken());
    };
    child.once('error', lost);
    child.once('exit', lost);
    return child;
  }

  function watch(slot: Slot<Input, Output>, timeoutMs: number) {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => abandon(slot, tooLong()), timeoutMs);
  }

  function assign() {
    while (!closed && queue.length > 0) {
      const slot = slots.find((one) => one.job === undefined);
      if (slot === undefined) return;
      const job = queue.shift() as Job<Input, Output>;
      slot.job = job;
      const child = slot.child ?? spawn(slot);
      slot.child = child;
      child.ref();
      child.channel?.ref();
      watch(slot, slot.ready ? job.timeoutMs : (options.startTimeoutMs ?? 30_000));
      child.send({ id: job.id, input: job.input } satisfies Request<Input>, (error) => {
        if (error !== null && slot.child === child && slot.job === job) abandon(slot, broken());
      });
    }
  }

  return {
    run(input, timeoutMs = options.timeoutMs ?? 20_000) {
      if (closed || queue.length >= (options.queueLimit ?? 500)) return Promise.resolve(busy());
      return new Promise((resolve) => {
        queue.push({ id: randomUUID(), input, timeoutMs, settle: resolve });
        assign();
      });
    },
    close() {
      closed = true;
      for (const job of queue.splice(0)) job.settle(busy());
      for (const slot of slots) abandon(slot, busy());
    },
    stats: () => ({
      running: slots.filter((slot) => slot.job !== undefined).length,
      waiting: queue.length,
      ...counts,
    }),
  };
}
