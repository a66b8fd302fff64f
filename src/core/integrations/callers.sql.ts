/** Who calls the API: counted, then known, each in one statement (the functions of migration 0041 keep their plans). */
import { type RawBuilder, sql } from 'kysely';
import type { Post, StaffRole } from '#core/policy';
import type { ApiScope } from './model.ts';

interface Each<T> {
  token: T;
  stranger: T;
}

/** Counts a call under the token, or under the address where nobody lives behind the token; notes that the token was used. */
export const admissionOf = (
  hash: string,
  keys: Each<string>,
  limits: Each<number>,
  cost: number,
): RawBuilder<unknown> => sql`
  SELECT admit_token(${hash}, ${keys.token}, ${keys.stranger}, ${limits.token}, ${limits.stranger}, ${cost}) AS verdict`;

export interface CallerRow {
  token_id: string;
  scopes: ApiScope[];
  name: string;
  staff_id: string;
  post_id: string;
  department: string;
  department_name: string;
  position: string;
  rank: number;
  roles: StaffRole[];
  kind: Post['kind'];
  below_it: string[];
  above_it: string[];
  in_groups: string[];
}

/** The living token's integration in its post; no row when token, integration, person, post or department has ended. */
export const callerOf = (hash: string, on: string): RawBuilder<CallerRow> =>
  sql<CallerRow>`SELECT * FROM caller_of_token(${hash}, ${on})`;
