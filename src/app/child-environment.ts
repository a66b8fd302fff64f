/** What each child process may know. Pure. */
import type { Zone } from '#platform/db.server';

export type ChildName = 'simulators' | 'worker' | 'portal' | 'staff';
type Environment = Record<string, string | undefined>;

export interface Inheritance {
  root: string;
  /** Derived from the secret; leads back neither to it nor to database passwords. */
  secretOf: (zone: Zone) => string;
  urlOf: (zone: Zone) => string;
  municipality: string | undefined;
  /** Base URL of the simulators; the demo's outside world where settings name no other. */
  simulators: string | undefined;
}

/** Settings with credentials, and who needs them. */
const credentials: Record<string, ChildName[]> = {
  DATABASE_URL: [],
  MADOGUCHI_SECRET: [],
  MADOGUCHI_SECRET_OLD: [],
  MADOGUCHI_KEY_FILE: [],
  MADOGUCHI_KEY_COMMAND: [],
  SMTP_URL: ['worker'],
  SMS_URL: ['worker'],
  REGISTER_URL: ['worker', 'staff'],
  REGISTER_TOKEN: ['worker', 'staff'],
  FILES_S3_URL: ['portal', 'staff', 'worker'],
  FILES_S3_KEY: ['portal', 'staff', 'worker'],
  FILES_S3_SECRET: ['portal', 'staff', 'worker'],
  DOCUMENT_SIGNING_P12: ['worker'],
  DOCUMENT_SIGNING_PASSWORD: ['worker'],
  TSA_URL: ['worker'],
  CLAMD_URL: ['portal', 'staff', 'worker'],
  AUDIT_ANCHOR_DATABASE_URL: ['worker'],
  AUDIT_ANCHOR_S3_URL: ['worker'],
  OIDC_ISSUER: ['staff'],
  OIDC_CLIENT_ID: ['staff'],
  OIDC_CLIENT_SECRET: ['staff'],
};

/** The parent's environment without what this child does not need, with its own database login. */
export function childEnvironment(name: ChildName, from: Environment, given: Inheritance): Environment {
  const environment: Environment = {
    ...from,
    NODE_ENV: from.NODE_ENV ?? 'production',
    MADOGUCHI_ROOT: given.root,
  };
  for (const [variable, who] of Object.entries(credentials))
    if (!who.includes(name)) delete environment[variable];
  if (name === 'simulators') return environment;
  environment.DATABASE_URL = given.urlOf(name);
  environment.MADOGUCHI_SECRET = given.secretOf(name);
  if (given.municipality !== undefined) environment.MADOGUCHI_MUNICIPALITY = given.municipality;
  if (given.simulators === undefined) return environment;
  const simulated: Environment = {
    REGISTER_URL: `${given.simulators}/registers`,
    REGISTER_TOKEN: 'simulator-register',
    TSA_URL: `${given.simulators}/tsa`,
    OIDC_ISSUER: given.simulators,
    OIDC_CLIENT_ID: 'madoguchi-staff',
    OIDC_CLIENT_SECRET: 'simulator-client-secret',
  };
  for (const group of [
    ['REGISTER_URL', 'REGISTER_TOKEN'],
    ['TSA_URL'],
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ]) {
    if (from[group[0]!] !== undefined) continue;
    for (const variable of group)
      if (credentials[variable]!.includes(name)) environment[variable] = simulated[variable];
  }
  return environment;
}
