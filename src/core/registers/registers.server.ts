/** The register ports over HTTP (protocol: src/app/simulators/README.md). Nothing that goes or comes is ever logged. */
import { fail, ok, type Result } from '#kernel/result';
import {
  type ResidentAnswer,
  residentAnswer,
  type TaxAnswer,
  taxAnswer,
  type VaccinationAnswer,
  vaccinationAnswer,
} from './model.server.ts';

/** Named by the office's own number, or by name and birth date (and address where there are several). */
export interface PersonQuery {
  addresseeNumber?: string | undefined;
  name?: string | undefined;
  /** `YYYY-MM-DD` */
  birthDate?: string | undefined;
  address?: string | undefined;
}

/** `unavailable` when a register is down, slow, misconfigured or answers something else than agreed. */
export interface Registers {
  matchVaccination(query: PersonQuery & { secretNumber: string }): Promise<Result<VaccinationAnswer>>;
  /** Without a year the latest one. */
  queryTax(query: PersonQuery & { year?: string | undefined }): Promise<Result<TaxAnswer>>;
  queryResident(query: PersonQuery): Promise<Result<ResidentAnswer>>;
}

export interface RegisterOptions {
  /** Absent: no register is connected, everything is unavailable. */
  url?: string | undefined;
  token?: string | undefined;
  timeoutMs?: number;
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

const maxBytes = 1_000_000;
const unavailable = () =>
  fail('unavailable', '台帳に照会できません。しばらくしてから、もう一度お試しください。');

export function createRegisters(options: RegisterOptions): Registers {
  const base = options.url === undefined ? undefined : options.url.replace(/\/*$/, '/');

  async function ask<T>(path: string, query: object, schema: Schema<T>): Promise<Result<T>> {
    if (base === undefined) return unavailable();
    try {
      const response = await fetch(new URL(path, base), {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs ?? 5_000),
        headers: {
          authorization: `Bearer ${options.token ?? ''}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(query),
      });
      if (response.status === 422) return fail('invalid', '台帳の照会に必要な項目が足りません。');
      if (!response.ok) return unavailable();
      const text = await response.text();
      const parsed = text.length > maxBytes ? null : schema.safeParse(JSON.parse(text));
      return parsed?.success ? ok(parsed.data) : unavailable();
    } catch {
      // The error could quote the query.
      return unavailable();
    }
  }

  return {
    matchVaccination: (query) => ask('vaccination/match', query, vaccinationAnswer),
    queryTax: (query) => ask('tax/query', query, taxAnswer),
    queryResident: (query) => ask('resident/query', query, residentAnswer),
  };
}
