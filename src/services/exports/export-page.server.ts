/** What the list and the page of an export show, per viewer. */

import { channelLabels, dueChoices, readFilter } from '#core/cases';
import type { Desk } from '#core/cases.server';
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { canCancel, encodings, exportStates, formats, isWorking, schedules, sources } from '#core/exports';
import { type ExportRow, mayAnswer, type RegularRow, replacementText } from '#core/exports.server';
import { permissionsOf, type StaffActor } from '#core/policy';
import { caseStates, stateLabels } from '#core/process';
import { formatBoth, formatShort, formatWareki, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Scene } from '#platform/http.server';

export const deskOf = ({ tx, info, actor }: Pick<Scene<StaffActor>, 'tx' | 'info' | 'actor'>): Desk => ({
  tx,
  municipality: info.municipality,
  actor,
});

export function momentText(at: Date): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}

export function exportLine(row: ExportRow, desk: Desk) {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    stateText: exportStates[row.state],
    source: row.regular_title ?? sources[row.source],
    purpose: row.purpose,
    requester: row.requester_name,
    at: momentText(row.requested_at),
    rows: row.rows,
    persons: row.persons,
    toAnswer: mayAnswer(desk, row),
    until: row.state === 'ready' && row.expires_at !== null ? momentText(row.expires_at) : null,
  };
}

/** Everything a second person has to know before they agree, and nothing of the rows themselves. */
export async function exportPage(row: ExportRow, desk: Desk) {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const own = row.requester_staff_id === desk.actor.id && row.requester_post_id === desk.actor.postId;
  return {
    ...exportLine(row, desk),
    own,
    working: isWorking(row.state),
    canCancel: own && canCancel(row.state),
    department: row.department_name,
    position: row.requester_position,
    recipient: row.recipient,
    filter: filterText(row.source, row.query, definitions),
    columns: row.column_labels,
    classes: row.field_classes,
    format: formats[row.format],
    encoding: encodings[row.encoding],
    replacements: replacementText(row.replacements),
    progress: row.progress,
    misfits: own && row.state === 'choosing' ? row.misfits : null,
    approver: row.approver_name,
    answeredAt: row.answered_at === null ? null : momentText(row.answered_at),
    note: row.answer_note,
    moved: row.state === 'waiting' && row.approved_persons !== null,
    sha256: row.state === 'ready' || row.state === 'expired' ? row.sha256 : null,
    bytes: row.bytes === null ? null : Number(row.bytes),
    sheets: row.sheets,
    fileName: row.file_name,
    passwordWaits: own && row.has_password,
    passwordShownAt: row.password_shown_at === null ? null : momentText(row.password_shown_at),
    downloads: row.downloads,
    failure: row.failure,
    leftOut: knowsProtection(desk.actor) ? row.left_out : null,
  };
}

/** Only officers named for 支援措置 may learn that somebody was left out. */
const knowsProtection = (actor: StaffActor): boolean =>
  ([...permissionsOf(actor.post?.roles ?? [])] as string[]).includes('protection.read');

/** The filter in words, as the inbox names its parts. */
export function filterText(
  source: ExportRow['source'],
  query: Record<string, string>,
  definitions: Definitions,
): [string, string][] {
  const today = tokyoDate(new Date());
  if (source === 'records') {
    const app = definitions.app(query.app ?? '', { on: today })?.body;
    const view = app?.work?.views?.find((one) => one.id === query.view)?.title.ja ?? '保存した一覧';
    return [
      ['業務アプリ', app?.title.ja ?? ''],
      ['一覧', query.view === undefined ? 'すべてのレコード' : (query.q ?? view)],
    ];
  }
  if (source !== 'cases') return [];
  const filter = readFilter(new URLSearchParams(query));
  const groups: Record<string, string> = { open: '処理中のすべて', finished: '完結待ち', all: 'すべて' };
  const state = caseStates.find((one) => one === filter.state);
  const organisation = definitions.organisation(today);
  const rows: [string, string | undefined][] = [
    ['状態', state === undefined ? groups[filter.state] : stateLabels[state].ja],
    [
      '手続',
      filter.procedure === ''
        ? 'すべて'
        : definitions.procedure(filter.procedure, { on: today })?.body.title.ja,
    ],
    [
      '担当',
      { '': undefined, me: '頼んだ人', none: '担当なし' }[filter.assignee] ??
        (filter.assignee ? '一人の担当' : undefined),
    ],
    ['経路', filter.channel === '' ? undefined : channelLabels[filter.channel]],
    ['期限', filter.due === '' ? undefined : dueChoices[filter.due]],
    ['所属', organisation.departments.find((one) => one.code === filter.department)?.name],
    ['氏名・受付番号', filter.q.trim() || undefined],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

export function regularLine(row: RegularRow, today: string) {
  const state =
    row.ended_at !== null
      ? ('ended' as const)
      : row.approved_until === null
        ? ('new' as const)
        : row.approved_until < today
          ? ('lapsed' as const)
          : ('approved' as const);
  return {
    id: row.id,
    title: row.title,
    recipient: row.recipient,
    schedule: schedules[row.schedule],
    next: state === 'approved' ? formatBoth(row.next_run_on) : null,
    state,
    until: row.approved_until === null ? null : formatWareki(row.approved_until),
    daysLeft:
      state === 'approved'
        ? Math.round((Date.parse(row.approved_until!) - Date.parse(today)) / 86_400_000)
        : null,
    author: row.author_name,
    approver: row.approver_name,
  };
}
