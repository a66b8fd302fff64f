import { sql } from 'kysely';

/** For handlers that act for the house itself on a case the message names; never for a person's request. */
export const everyRow = sql<boolean>`true`;
