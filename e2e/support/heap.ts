/** What a process keeps in memory once everything that can be given back was: its heap after a collection, asked of its inspector. */
import { setTimeout as sleep } from 'node:timers/promises';

/** For the start of a process: the inspector stays shut until `heapOf` opens it. */
export const inspectable = (port: number): string[] => [`--inspect-port=127.0.0.1:${port}`];

/** Megabytes. The process must have been started with `inspectable(port)`. */
export async function heapOf(pid: number, port: number): Promise<number> {
  const url = (await inspectorAt(port)) ?? (process.kill(pid, 'SIGUSR1'), await untilOpen(port));
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`inspector of ${pid} not reached`)), {
      once: true,
    });
  });
  let id = 0;
  const call = (method: string) =>
    new Promise<Record<string, number>>((resolve) => {
      const own = ++id;
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, number> };
        if (answer.id !== own) return;
        socket.removeEventListener('message', hear);
        resolve(answer.result ?? {});
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id: own, method }));
    });
  try {
    // Twice: what the first one finalises is given back by the second.
    for (let time = 0; time < 2; time++) await call('HeapProfiler.collectGarbage');
    const {
      usedSize = 0,
      backingStorageSize = 0,
      embedderHeapUsedSize = 0,
    } = await call('Runtime.getHeapUsage');
    return (usedSize + backingStorageSize + embedderHeapUsedSize) / 1024 / 1024;
  } finally {
    socket.close();
  }
}

async function inspectorAt(port: number): Promise<string | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
  if (answer === null) return undefined;
  const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[];
  return target?.webSocketDebuggerUrl;
}

async function untilOpen(port: number): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const url = await inspectorAt(port);
    if (url !== undefined) return url;
    await sleep(50);
  }
  throw new Error(`no inspector on ${port}`);
}
