/** The routes of this room for other systems. */
import type { ApiRoute } from '#platform/api.server';
import { caseActs } from './api-acts.server.ts';
import { caseReads } from './api-cases.server.ts';
import { documentRoutes } from './api-documents.server.ts';
import { caseEntry } from './api-enter.server.ts';
import { fileRoutes } from './api-files.server.ts';

export const caseworkApi: ApiRoute[] = [
  ...caseReads,
  caseEntry,
  ...caseActs,
  ...documentRoutes,
  ...fileRoutes,
];
