/** The staff side's API alone, listening: <port> <database url> <folder of files>. Pages are not built and not served. */
import { createDatabase } from '#platform/db.server';
import { createTestSite } from '../../src/app/testing-site.server.ts';

const [port, url, filesDir] = process.argv.slice(2);
const db = createDatabase({ url: url!, max: 12 });
const { app } = await createTestSite('staff', db, {
  filesDir: filesDir!,
  settings: { API_RATE_PER_MINUTE: '1000000' },
  withoutPages: true,
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.once('SIGTERM', () => process.exit(0));
