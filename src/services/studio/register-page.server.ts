/** The register of apps as rows of plain data, for the screen and for the file. */
import { type AppDesk, listRegister } from '#core/apps.server';
import type { Cell } from '#core/exports.server';
import { dateCell, numberCell, textCell } from '#core/exports.server';
import { tokyoDate } from '#kernel/dates';
import { relations } from './change-settings.server.ts';
import { officesOf, staffNames } from './desk.server.ts';

export interface RegisterLine {
  appId: string;
  title: string;
  department: string;
  contact: string;
  /** Empty: nobody has filled in the card yet. */
  stage: '' | 'trial' | 'live';
  hoursSaved: number | null;
  hoursBasis: string;
  costAvoided: number | null;
  costBasis: string;
  users: number;
  /** Day, or empty. */
  lastUse: string;
  relation: string;
}

export const stageWords = { trial: '試行', live: '本番', '': '未記入' } as const;

export async function registerLines(desk: AppDesk): Promise<RegisterLine[]> {
  const entries = await listRegister(desk);
  const offices = await officesOf(desk);
  const nameOf = await staffNames(
    desk,
    entries.map((one) => one.card?.contact ?? null),
  );
  return entries.map(({ app, card, usage }) => ({
    appId: app.appId,
    title: app.title,
    department: offices.nameOf(app.department),
    contact: nameOf(card?.contact ?? null),
    stage: card?.stage ?? '',
    hoursSaved: numberOf(card?.hoursSaved ?? null),
    hoursBasis: card?.hoursBasis ?? '',
    costAvoided: numberOf(card?.costAvoided ?? null),
    costBasis: card?.costBasis ?? '',
    users: usage?.users ?? 0,
    lastUse: usage === null ? '' : tokyoDate(usage.lastAt),
    relation: relations[app.standardisedSystem].label,
  }));
}

/** Below 2^53 in both columns: the table keeps to it. */
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

export const registerLabels = [
  '業務アプリ',
  '所管',
  '担当者',
  '段階',
  '削減時間（時間／年）',
  '削減時間の根拠',
  '抑えた委託費（円／年）',
  '委託費の根拠',
  '利用者数（1年間）',
  '最後の利用',
  '標準化対象業務との関係',
];

export const registerCells = (line: RegisterLine): Cell[] => [
  textCell(line.title),
  textCell(line.department),
  textCell(line.contact),
  textCell(stageWords[line.stage]),
  line.hoursSaved === null ? null : numberCell(String(line.hoursSaved)),
  textCell(line.hoursBasis),
  line.costAvoided === null ? null : numberCell(String(line.costAvoided)),
  textCell(line.costBasis),
  numberCell(String(line.users)),
  dateCell(line.lastUse),
  textCell(line.relation),
];
