/** One case as plain data for its page: no definitions, no database rows, nothing the page does not show. */
import { outcomeWordOf } from '#core/cases';
import { type CaseView, needsSecond } from '#core/cases.server';
import { type DocumentRow, selectRepairTask } from '#core/documents.server';
import type { Answers } from '#core/fields';
import type { ReviewRow, ReviewSection } from '#core/forms';
import { finalStates, verbLabels } from '#core/process';
import {
  type CaseProtection,
  hiddenOnPage,
  hides,
  outputLabels,
  secretsOf,
  withoutSecrets,
} from '#core/protection';
import { allowancesOf, knownAddresses, protectionOf } from '#core/protection.server';
import { formatShort, formatTokyoDateTime, formatWareki, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { answerGroups } from './answer-rows.ts';
import { caseAnswers } from './case-form.server.ts';
import { caseLine } from './case-lines.server.ts';
import { actionLabels, actLabels, assuranceLabels, documentStates } from './labels.ts';
import { nextStep } from './next-step.ts';
import { revisionsOf } from './revisions.server.ts';

/** R8.11.21 14:05 */
export function moment(at: Date): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`;

const waitingWords = { timestamp: '時刻印待ち', certificate: '証明書の確認待ち' } as const;

function signatureWords(signature: DocumentRow['signature']): string | null {
  if (signature === null) return null;
  const time =
    signature.timestamp === null
      ? moment(new Date(signature.signedAt))
      : `${moment(new Date(signature.timestamp.at))}・${signature.timestamp.authority}`;
  return `電子署名 ${signature.signer}（${time}）`;
}

/** Another document in the place of a 欠番. */
const stands = (other: DocumentRow, lost: DocumentRow) =>
  other.template_id === lost.template_id && other.state !== 'void' && other.state !== 'revoked';

/**
 * The page of a case; of a protected one without what shows where somebody is. `open`: an officer's allowance was used for
 * this one look.
 */
export async function casePage(
  tx: Tx,
  view: CaseView,
  today: string,
  open = false,
  staffId: string | null = null,
) {
  const protection = (await protectionOf(tx, { caseIds: [view.row.id] })).get(view.row.id);
  const guarded = protection === undefined ? null : await guardOf(tx, view, protection, open);
  const hide = guarded?.hidden === true;
  const page = await wholePage(
    tx,
    view,
    today,
    staffId,
    hide ? (row) => hiddenOnPage(row.type) : () => false,
  );
  if (!hide) return { ...page, protection: guarded };
  const known = await knownAddresses(tx, protection!);
  return {
    ...withoutSecrets(
      { ...page, letters: page.letters.map((one) => ({ ...one, body: hiddenText })) },
      secretsOf(view.app, view.record.answers as Answers, known),
    ),
    protection: guarded,
  };
}

const hiddenText = '（支援措置のため表示していません）';

/** What the page says about 支援措置, to people who work on the case. */
async function guardOf(tx: Tx, view: CaseView, protection: CaseProtection, open: boolean) {
  const allowances = await allowancesOf(tx, view.row.id, protection);
  return {
    state: protection.state,
    hidden: hides(protection) && !open,
    open,
    expired: protection.matches.some((one) => one.expired),
    allowed: allowances.map(({ output, target, verdict }) => ({
      output,
      target,
      verdict,
      label: outputLabels[output],
    })),
  };
}

async function wholePage(
  tx: Tx,
  view: CaseView,
  today: string,
  staffId: string | null,
  hidden: (row: ReviewRow) => boolean,
) {
  const { row, procedure, app, definitions, record, situation, decision } = view;
  const answers = record.answers as Answers;
  const shown = caseAnswers(
    definitions,
    app,
    procedure,
    `${row.app_version}:${row.procedure_version}`,
    answers,
  );
  const revisions = revisionsOf(shown.form, answers, view.history, moment);
  const changed = revisions.find((one) => one.byApplicant)?.changes ?? [];
  const heldOf = (id: string) => {
    const scan = view.files.find((file) => file.id === id)?.scan;
    return scan === 'waiting' || scan === 'infected' ? scan : undefined;
  };
  const hiddenPath = (path: string) => hiddenIn(shown.sections, path, hidden);
  const labelOf = (path: string) => pathLabel(shown.form, path);
  const step = situation.steps[situation.step];
  return {
    id: row.id,
    revision: row.revision,
    line: caseLine(row, definitions, today),
    arrivedAt: formatTokyoDateTime(row.arrived_at),
    dueOn: row.due_on === null ? null : formatWareki(row.due_on),
    over: finalStates.includes(row.state),
    online: row.application_id !== null,
    groups: answerGroups(shown.sections, changed, heldOf, hidden),
    calculated: onceEach(shown.assessment, shown.calculated),
    scans: view.files
      .filter((file) => file.field_id === null)
      .map(({ id, name, type }) => ({ id, name, type, held: heldOf(id) })),
    register: procedure.register ?? null,
    possible: view.possible,
    next: nextStep(view.possible),
    impossible: view.impossible.map(({ verb, reason }) => ({ label: verbLabels[verb], reason })),
    proof: {
      needs: assuranceLabels[procedure.assurance] ?? procedure.assurance,
      has: assuranceLabels[row.assurance] ?? row.assurance,
      met: situation.assuranceMet,
      checkedAt: row.identity_checked_at === null ? null : moment(row.identity_checked_at),
    },
    fee:
      row.fee_yen === 0
        ? null
        : {
            text: yen(row.fee_yen),
            due: situation.feeDue,
            paidAt: row.paid_at === null ? null : moment(row.paid_at),
          },
    decision:
      decision === null
        ? null
        : {
            outcome: outcomeWordOf(view.procedure, decision.outcome),
            reasons: decision.reasons,
            drafter: decision.drafter_name ?? '自動',
            draftedAt: moment(decision.drafted_at),
            decidedAt: decision.decided_at === null ? null : moment(decision.decided_at),
            validity: [decision.content.validFrom, decision.content.validTo]
              .map((day) => (day ? formatWareki(day) : ''))
              .join('～')
              .replace(/^～$/, ''),
            items: decision.content.items ?? [],
            approvals: view.approvals.map((one) => ({
              act: actLabels[one.act],
              name: [one.position, one.name].filter(Boolean).join(' '),
              standsInFor: one.stands_in_for,
              note: one.note,
              at: moment(one.at),
            })),
            waitsFor: decision.decided_at === null && step !== undefined ? step.position : null,
          },
    corrections: view.corrections.map((one) => ({
      at: moment(one.asked_at),
      answeredAt: one.answered_at === null ? null : moment(one.answered_at),
      answerBy: one.answer_by === null ? null : formatWareki(one.answer_by),
      message: one.message,
      fields: one.fields.map((field) => ({ label: labelOf(field.path), reason: field.reason })),
    })),
    documents: await Promise.all(
      view.documents.map(async (one) => ({
        id: one.id,
        number: one.number,
        title: one.title,
        code: one.verification_code,
        state: one.state,
        stateLabel: one.waiting_for === null ? documentStates[one.state] : waitingWords[one.waiting_for],
        waiting: one.waiting_for,
        openedAt: one.opened_at === null ? null : moment(one.opened_at),
        signature: signatureWords(one.signature),
        voidReason: one.void_reason,
        proposal: one.proposal && {
          act: one.proposal.act,
          reason: one.proposal.reason,
          name: one.proposal.name,
          own: one.proposal.staffId === staffId,
        },
        second: needsSecond(procedure),
        replaceable: one.state === 'void' && !view.documents.some((other) => stands(other, one)),
        issuedAt: one.issued_at === null ? null : moment(one.issued_at),
        repair:
          one.state === 'waiting-repair' ? ((await selectRepairTask(tx, one.id))?.characters ?? []) : [],
      })),
    ),
    actions: view.actions
      .map((one) => ({
        id: one.id,
        at: moment(one.at),
        label: actionLabels[one.verb] ?? one.verb,
        who:
          one.actor_kind === 'applicant'
            ? '申請者'
            : one.actor_kind === 'system'
              ? '自動処理'
              : [one.position, one.actor_name].filter(Boolean).join(' '),
        standsInFor: one.stands_in_for,
        note: one.note,
      }))
      .reverse(),
    revisions: revisions.map((one) => ({
      ...one,
      changes: one.changes.map(({ path, label, before, after }) =>
        hiddenPath(path)
          ? { label: label.ja, before: '', after: hiddenText }
          : { label: label.ja, before, after },
      ),
    })),
    comments: view.comments.map(({ at, name, body }) => ({ at: moment(at), name, body })),
    letters: view.letters.map(({ at, sender, body }) => ({
      at: moment(at),
      fromApplicant: sender === 'applicant',
      body,
    })),
    colleagues: view.colleagues.map(({ post_id, name, position }) => ({
      id: post_id,
      label: `${position} ${name}`,
    })),
    assigneePostId: row.assignee_post_id,
    today: tokyoDate(new Date()),
  };
}

export type CasePage = Awaited<ReturnType<typeof casePage>>;

/** Whether the answer at a path is hidden; a path that stands on no page any more is, where anything is. */
function hiddenIn(sections: ReviewSection[], path: string, hidden: (row: ReviewRow) => boolean): boolean {
  const rows = sections.flatMap((section) =>
    section.rows.flatMap((row) => [row, ...row.lines.flatMap((line) => line.rows)]),
  );
  const row = rows.find((one) => one.name === path);
  return row === undefined ? rows.some(hidden) : hidden(row);
}

/** What the procedure calculates first; fields that say the same again are left out. */
function onceEach(assessment: ReviewRow[], fields: ReviewRow[]): { label: string; text: string }[] {
  const bare = (row: ReviewRow) => row.text.replace(/[円人]$/, '');
  const said = new Set(assessment.map(bare));
  return [...assessment, ...fields.filter((row) => !said.has(bare(row)))]
    .filter((row) => row.text !== '')
    .map((row) => ({ label: row.label.ja, text: row.text }));
}

/** The label of `f3` or `f3[k1].f5`. */
function pathLabel(
  form: { fields: { id: number; label: { ja: string }; fields?: { id: number; label: { ja: string } }[] }[] },
  path: string,
): string {
  const [, id, , child] = /^f(\d+)(\[[^\]]+\])?(?:\.f(\d+))?/.exec(path) ?? [];
  const field = form.fields.find((one) => String(one.id) === id);
  const inner = field?.fields?.find((one) => String(one.id) === child);
  return [field?.label.ja, inner?.label.ja].filter(Boolean).join('の') || path;
}
