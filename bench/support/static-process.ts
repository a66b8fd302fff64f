/** The fastest honest answer: Fastify sends bytes it holds. Usage: static-process.ts <port> <file>=<path> … */
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';

const [port, ...pages] = process.argv.slice(2);
const app = Fastify({ logger: false });
for (const page of pages) {
  const [file, path] = page.split('=');
  const body = readFileSync(file!);
  app.get(path!, async (_request, reply) => reply.type('text/html; charset=utf-8').send(body));
}
app.get('/readyz', async () => 'ready');
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.once('SIGTERM', () => process.exit(0));
