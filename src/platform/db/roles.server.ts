/** Names of schemas and roles; the only place that builds them. */
export type Zone = 'portal' | 'staff' | 'worker';
/** A role inside one municipality. `owner` creates and changes tables: migrations and publishing only. */
export type TenantRole = Zone | 'owner';

const code = /^[0-9]{6}$/;

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
