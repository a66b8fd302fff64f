/** 決裁書 as plain data: what was decided, by whom, in whose place, and what the record says. Pure. */
import type { PrintedPictures } from '#core/photos.server';
import type { ApprovalShown, LogEntry, SeatShown, StepShown } from '#core/record-process';
import { formatTokyoDateTime } from '#kernel/dates';
import type { FactSection } from '../record/fact-rows.server.ts';

export interface PaperInput {
  title: string;
  appTitle: string;
  approval: ApprovalShown;
  sections: readonly FactSection[];
  log: readonly LogEntry[];
  /** Of photo fields, as `pictures()` of letter.typ takes them. */
  photos: PrintedPictures['shown'];
  /** `令和8年11月22日`. */
  today: string;
  printed: string;
}

const at = (instant: string | null): string =>
  instant === null ? '' : formatTokyoDateTime(new Date(instant));

const unsaid: Partial<Record<SeatShown['state'], string>> = {
  waiting: '（未）',
  open: '（未）',
  passed: '引上げにより通過',
  toReview: '後閲（未）',
  toRead: '供覧（未）',
};

/** Post-reviews stand as lines of their own below the seat that asked for them. */
function seatRow(step: StepShown, seat: SeatShown): string[] {
  const { act } = seat;
  const who =
    act === null
      ? seat.holders.join('、')
      : act.standsInFor === null
        ? act.name
        : `${act.name}\n（${act.standsInFor}の代理）`;
  return [
    step.title,
    act?.post ?? seat.place,
    who,
    act?.title ?? unsaid[seat.state] ?? '',
    at(act?.at ?? null),
    act?.note ?? '',
  ];
}

const column = (header: string, width?: number) => (width === undefined ? { header } : { header, width });

export function paperData(input: PaperInput) {
  const { approval, sections, log } = input;
  const rows = sections.flatMap((one) => one.rows);
  const files = rows.flatMap(({ row }) => row.files.map((file) => `${row.label.ja}：${file.name}`));
  return {
    title: '決裁書',
    number: rows.find(({ row }) => row.type === 'auto-number' && row.text !== '')?.row.text ?? null,
    date: input.today,
    head: [
      { label: '件名', value: input.title },
      { label: '業務アプリ', value: input.appTitle },
      { label: '起案者', value: `${approval.drafter.post}　${approval.drafter.name}` },
      { label: '起案日時', value: at(approval.draftedAt) },
      { label: '決裁日時', value: at(approval.decidedAt) || '（未決裁）' },
      {
        label: '経路',
        value: `${approval.route.title}${approval.route.delegated ? '（専決）' : ''}`,
      },
      {
        label: '状態',
        value: `${approval.stateTitle}${approval.round > 1 ? `（${approval.round}回目の起案）` : ''}`,
      },
    ],
    routeTitle: '回議の経過',
    routeColumns: [
      column('段階', 27),
      column('所属・職', 33),
      column('氏名', 28),
      column('結果', 18),
      column('日時', 32),
      column('ひとこと'),
    ],
    routeRows: approval.steps.flatMap((step) => step.seats.map((seat) => seatRow(step, seat))),
    sections: sections.map((section) => ({
      title: section.title,
      rows: section.rows
        .filter((one) => one.lines.length === 0 && one.row.files.length === 0)
        .map((one) => ({
          label: one.row.label.ja,
          value: one.sealed ? '（厳重に守る項目のため印刷しません）' : one.row.text || '（空欄）',
        })),
      tables: section.rows
        .filter((one) => one.lines.length > 0)
        .map((one) => ({
          title: one.row.label.ja,
          columns: one.columns.map((header) => ({ header })),
          rows: one.lines.map((line) => line.cells.map((cell) => (cell.sealed ? '' : cell.row.text))),
        })),
    })),
    filesTitle: `添付ファイル（${files.length}件）`,
    files,
    photosTitle: `写真（${input.photos.length}枚）`,
    photos: input.photos,
    logTitle: '経過の記録',
    logColumns: [column('日時', 32), column('したこと', 34), column('した人', 44), column('ひとこと・内容')],
    logRows: log.map((one) => [
      at(one.at),
      one.title,
      one.by === null ? '自動' : `${one.by.name}\n${one.by.post}`,
      [one.note, ...one.details].filter((text) => text !== '').join('\n'),
    ]),
    printed: input.printed,
  };
}
