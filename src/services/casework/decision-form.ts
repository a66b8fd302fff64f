/** What the drafting form holds, and what a procedure lets one decide. Pure. */
import type { Procedure, Template } from '#core/definitions';
import type { Outcome } from '#core/process';
import { parseFullDate } from '#kernel/dates';
import { type Issue, sentenceOf } from '#kernel/errors';

/** Only an application or a request for a certificate is granted or refused; everything else is taken in 受理. */
export function allowedOutcomes(procedure: Pick<Procedure, 'procedureKind' | 'process'>): Outcome[] {
  const disposition =
    procedure.procedureKind === 'application' || procedure.procedureKind === 'certificate-request';
  if (!disposition || procedure.process.kind === 'acceptance') return ['accepted'];
  return procedure.process.partial ? ['granted', 'partial', 'refused'] : ['granted', 'refused'];
}

/** Whether a notice names the first and last day of what is granted. */
export const asksValidity = (template: Template | undefined): boolean =>
  JSON.stringify(template?.blocks ?? []).includes('{decision.valid');

export interface DraftInput {
  outcome: Outcome;
  reasons: string;
  content: {
    validFrom?: string;
    validTo?: string;
    items?: { key: string; granted: boolean; reason: string }[];
  };
}

/** Reads the form; days in any usual form. `lines` are the keys of what is decided one by one. */
export function readDraft(
  form: FormData,
  allowed: readonly Outcome[],
  lines: readonly string[],
  today: string,
): { input: DraftInput; issues: Issue[] } {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const issues: Issue[] = [];
  const outcome = allowed.find((one) => one === text('outcome'));
  if (outcome === undefined) issues.push({ path: 'outcome', message: '決定の内容を選んでください。' });
  const day = (name: 'validFrom' | 'validTo'): string | undefined => {
    if (text(name) === '' || outcome === 'refused' || outcome === 'accepted') return undefined;
    const read = parseFullDate(text(name), { today });
    if (read.ok) return read.value.date;
    issues.push({ path: name, message: sentenceOf(read.error) });
    return undefined;
  };
  const validFrom = day('validFrom');
  const validTo = day('validTo');
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom) {
    issues.push({ path: 'validTo', message: '終わりの日が、始まりの日より前です。' });
  }
  const chosen =
    outcome === 'refused' || outcome === 'partial'
      ? [...form.getAll('reason').map(String), text('reasons')]
      : [text('note')];
  const items =
    outcome === 'partial'
      ? lines.map((key) => ({
          key,
          granted: form.get(`granted:${key}`) === 'yes',
          reason: text(`item:${key}`),
        }))
      : undefined;
  return {
    input: {
      outcome: outcome ?? 'granted',
      reasons: chosen.filter((one) => one !== '').join('\n'),
      content: { ...(validFrom && { validFrom }), ...(validTo && { validTo }), ...(items && { items }) },
    },
    issues,
  };
}
