/**
 * The daily report: one sheet with the signed head as text and QR code. Printed, signed for and kept in a binder, it is the
 * anchor that no administrator of any machine can change.
 */
import { formatShort, formatWareki, tokyoDateTimeParts } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { PdfJob } from '#platform/pdf.server';
import { qrSvg } from '#platform/qr';
import { openHead } from './head.server.ts';
import type { Signer } from './note.server.ts';
import { type DayCount, selectDayCounts, selectHeadOf } from './report.sql.ts';
import { type PartState, selectState } from './state.sql.ts';

export interface DailyFigures {
  day: string;
  /** Null: nothing was sealed up to that day. */
  note: string | null;
  counts: DayCount[];
  state: PartState[];
}

export async function selectDailyFigures(tx: Tx, day: string): Promise<DailyFigures> {
  const head = await selectHeadOf(tx, day);
  return {
    day,
    note: head?.note ?? null,
    counts: await selectDayCounts(tx, day),
    state: await selectState(tx),
  };
}

const source = `
#import "letter.typ": *
#let data = input()
#show: body => letter(title: data.title, number: data.number, date: data.date, sender: data.sender, body)
#items(data.rows)
#v(4mm)
#if data.qr != none {
  heading(level: 2, "署名付き先頭（QRコードは下の文字と同じ内容です）")
  grid(columns: (62mm, 1fr), gutter: 5mm,
    image(bytes(data.qr), format: "svg", width: 60mm, alt: "署名付き先頭"),
    { set text(size: 8pt); set par(first-line-indent: 0pt, leading: 0.6em); for line in data.note { par(line) } })
}
#heading(level: 2, "この日の操作の件数")
#if data.counts.len() > 0 { listing(data.columns, data.counts) } else { par("この日の記録はありません。") }
#note[#data.explanation]
#v(6mm)
#items(((label: "確認者", value: " "), (label: "確認日", value: " ")))
`;

const columns = [{ header: '画面' }, { header: '操作' }, { header: '件数', align: 'right', width: 30 }];

/** `actText` and `zoneText` say acts and zones in the words of the list on the screen. */
export function dailyReport(
  figures: DailyFigures,
  signer: Signer,
  city: string,
  words: { actText: (act: string) => string; zoneText: (zone: string) => string },
): PdfJob {
  const head = figures.note === null ? null : openHead(signer, figures.note);
  const total = figures.counts.reduce((sum, one) => sum + one.rows, 0);
  const merged = new Map<string, [string, string, number]>();
  for (const { zone, act, rows } of figures.counts) {
    const [where, what] = [words.zoneText(zone), words.actText(act)];
    const before = merged.get(`${where}/${what}`)?.[2] ?? 0;
    merged.set(`${where}/${what}`, [where, what, before + rows]);
  }
  const anchors = figures.state.filter((one) => one.part !== 'sealing');
  return {
    source,
    data: {
      title: '操作の記録　封印の日報',
      number: head === null ? null : `先頭 ${head.size}`,
      date: formatWareki(figures.day),
      sender: [city],
      rows: [
        { label: '対象の日', value: formatWareki(figures.day) },
        { label: 'この日の記録', value: `${total.toLocaleString('ja')}件` },
        {
          label: '封印済みの記録',
          value:
            head === null
              ? 'まだありません'
              : `${head.size.toLocaleString('ja')}件（${timeOf(new Date(head.at))} まで）`,
        },
        ...anchors.map((one) => ({
          label: `外部の控え ${sinkWords[one.part] ?? one.part}`,
          value: `${one.size.toLocaleString('ja')}件まで${one.done_at === null ? '' : `（${timeOf(one.done_at)}）`}${one.failing_since === null ? '' : '　失敗しています'}`,
        })),
      ],
      qr: figures.note === null || head === null ? null : qrSvg(figures.note, 'M'),
      note:
        head === null
          ? []
          : figures
              .note!.split('\n')
              .filter((line) => line !== '')
              .flatMap(folded),
      columns,
      counts: [...merged.values()].map(([where, what, rows]) => [where, what, rows.toLocaleString('ja')]),
      explanation:
        'この紙を保管しておくと、後日データベースとその控えがすべて書き換えられても、この日までの記録が変わっていないかを確かめられます。確かめ方は docs/operating/audit.md にあります。',
    },
  };
}

/** Words for places of anchors. */
export const sinkWords: Record<string, string> = { file: 'ファイル', s3: 'S3', database: '別のデータベース' };

/** Hashes and signatures have no place to break. */
const folded = (line: string): string[] => line.match(/.{1,56}/gu) ?? [];

function timeOf(at: Date): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}
