import { createServer } from 'node:net';

/** Plain words for what keeps a server from listening. */
export function portTrouble(error: unknown, variable: string, host: string, port: number): string {
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE') {
    return (
      `ポート ${port} はほかのプログラムが使っています。${variable}=<別の番号> を付けて、もう一度始めてください。\n` +
      `Port ${port} is in use by another program. Start again with ${variable}=<another number>.`
    );
  }
  if (code === 'EACCES')
    return `ポート ${port} を開く権限がありません（${variable}）。\nNot allowed to open port ${port} (${variable}).`;
  if (code === 'EADDRNOTAVAIL')
    return `HOST=${host} はこのコンピューターの番地ではありません。\nHOST=${host} is no address of this computer.`;
  return `${variable} ${host}:${port}: ${code ?? (error as Error).message}`;
}

/** Null when the port is free; else why not. */
export function checkPort(variable: string, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(portTrouble(error, variable, host, port)));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
