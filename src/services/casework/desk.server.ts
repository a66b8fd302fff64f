/** Where the use cases of this room run, and what issuing needs to know. */
import type { Desk, Issuer } from '#core/cases.server';
import type { StaffActor } from '#core/policy';
import { createRegisters, type Registers } from '#core/registers.server';
import type { AppError } from '#kernel/errors';
import { Refusal, type Runtime, type Scene } from '#platform/http.server';

export type StaffScene = Scene<StaffActor>;

export const deskOf = ({ tx, info, actor }: Pick<StaffScene, 'tx' | 'info' | 'actor'>): Desk => ({
  tx,
  municipality: info.municipality,
  actor,
});

export const registersOf = ({ config }: Runtime): Registers =>
  createRegisters({ url: config.REGISTER_URL, token: config.REGISTER_TOKEN });

export const issuerOf = (runtime: Runtime): Issuer => ({
  portalOrigin: runtime.portalOrigin,
  registers: registersOf(runtime),
});

/** A revision or number from a form; NaN never matches, so a missing one is a conflict rather than a blind write. */
export const numberIn = (form: FormData, name: string): number =>
  Number.parseInt(String(form.get(name) ?? ''), 10);
export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');

/** Ends the request: what is out of reach looks like what does not exist. */
export function refuse(error: AppError = { code: 'notFound' }): never {
  throw new Refusal(error);
}
