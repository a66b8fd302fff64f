import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// One more than there are processors, on a small machine: about a third of its time a test waits for the database, a browser or a pause.
const maxWorkers = Math.max(3, availableParallelism() - 1);
// Only for what never ends: a busy machine is no reason to fail.
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    setupFiles: ['scripts/test/compiled.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...patience,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          ...patience,
          name: 'db',
          include: ['src/**/*.db.test.ts'],
          globalSetup: ['scripts/test/database.ts'],
          // Each file opens some thirty connections to one server.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
