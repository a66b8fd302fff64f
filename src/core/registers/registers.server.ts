/** Client of the register port (HTTP/JSON with a bearer token). Queries and answers are personal data: never logged. */
import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import type { PersonKey, TaxAnswer, VaccinationAnswer } from './model.ts';

export interface Registers {
  /** All three must match; which did not is not told. */
  matchVaccination(query: PersonKey & { secretNumber: string }): Promise<Result<VaccinationAnswer>>;
  /** `year` is the fiscal year of the tax. */
  queryTax(query: PersonKey & { year: string }): Promise<Result<TaxAnswer>>;
}

export interface RegisterOptions {
  url: string | undefined;
  token: string | undefined;
  timeoutMs?: number;
}

const found = z.object({ record: z.looseObject({ addresseeNumber: z.string(), name: z.string(), birthDate: z.string() }) });
const vaccination = z.union([
  found.extend({ status: z.literal('matched') }).refine((answer) => Array.isArray(answer.record.doses)),
  z.object({ status: z.literal('notMatched') }),
]);
const tax = z.union([
  found.extend({ status: z.enum(['found', 'undeclared']) }),
  z.object({ status: z.enum(['notFound', 'ambiguous']) }),
]);

/** Every failure is `unavailable`: no register set, no answer in time, an error, or an answer that is none. */
export function createRegisters(options: RegisterOptions): Registers {
  async function ask<T>(path: string, query: object, schema: z.ZodType): Promise<Result<T>> {
    const down = () => fail('unavailable', '台帳につながりません。時間をおいてもう一度お試しください。');
    if (options.url === undefined) return down();
    try {
      const response = await fetch(`${options.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token ?? ''}` },
        body: JSON.stringify(query),
        signal: AbortSignal.timeout(options.timeoutMs ?? 5_000),
      });
      if (!response.ok) return down();
      const answer = schema.safeParse(await response.json());
      return answer.success ? ok(answer.data as T) : down();
    } catch {
      return down();
    }
  }
  return {
    matchVaccination: (query) => ask<VaccinationAnswer>('/registers/vaccination/match', query, vaccination),
    queryTax: (query) => ask<TaxAnswer>('/registers/tax/query', query, tax),
  };
}
