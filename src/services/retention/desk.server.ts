import type { Desk } from '#core/cases.server';
import type { StaffActor } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import { must, type Scene } from '#platform/http.server';

type StaffScene = Pick<Scene<StaffActor>, 'tx' | 'info' | 'actor'>;

export const deskOf = ({ tx, info, actor }: StaffScene): Desk => ({
  tx,
  municipality: info.municipality,
  actor,
});

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** What a page says after an act that was refused; what is out of reach looks like what does not exist. */
export function refusal(result: Result<unknown>) {
  if (result.ok) return null;
  if (result.error.code === 'notFound') must(result);
  const { issues } = result.error;
  return {
    said: { message: issues ? undefined : sentenceOf(result.error), issues: issues ?? [] },
    status: statusOf(result.error),
  };
}
