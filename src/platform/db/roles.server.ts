/** Names of schemas and roles; the only place that builds them. */
export type Zone = 'portal' | 'staff' | 'worker';
/**
 * A role inside one municipality. `owner` creates and changes tables in migrations. `builder` owns the tables of records and
 * nothing else: the worker takes it to publish apps, so that no running process can ever change the city's own tables.
 */
export type TenantRole = Zone | 'owner' | 'builder';

const code = /^[0-9]{6}$/;

/** Views for analysts stand here, apart from everything else: their logins may use no other schema. */
export const analysisSchemaOf = (municipality: string): string => `${schemaOf(municipality)}_analysis`;

/** The group that may read those views; logins of analysts are its members. */
export const analystsOf = (municipality: string): string => `${schemaOf(municipality)}_analyst`;

export function schemaOf(municipality: string): string {
  if (!code.test(municipality)) throw new Error('not a municipality code');
  return `m${municipality}`;
}

export function roleOf(municipality: string, role: TenantRole): string {
  return `${schemaOf(municipality)}_${role}`;
}

/** Login of a process. NOINHERIT: it reaches nothing until SET LOCAL ROLE. */
export function loginOf(zone: Zone): string {
  return `madoguchi_${zone}`;
}
