/**
 * The typed client of the staff side's API, from its OpenAPI document: `node scripts/generate/api-client.ts [--check]`.
 * openapi-typescript needs the JavaScript API of TypeScript 5, which TypeScript 7 no longer has; what it makes of our
 * document is little, so this script writes the same `paths` that openapi-fetch reads.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientOf, type OpenApi } from './openapi-types.ts';

const root = path.resolve(import.meta.dirname, '../..');
export const clientFile = path.join(root, 'clients/typescript/madoguchi.ts');

export async function currentClient(): Promise<string> {
  const { staffApi } = await import('../../src/app/api.server.ts');
  const text = clientOf(staffApi.document as OpenApi);
  const biome = path.join(root, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', '--stdin-file-path', clientFile], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
}

if (process.argv[1] === import.meta.filename) {
  const text = await currentClient();
  if (!process.argv.includes('--check')) writeFileSync(clientFile, text);
  else if (readFileSync(clientFile, 'utf8') !== text) {
    console.error('clients/typescript/madoguchi.ts is stale: run node scripts/generate/api-client.ts');
    process.exitCode = 1;
  }
}
