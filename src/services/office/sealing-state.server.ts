/** How trustworthy the list is right now: sealed up to when, kept outside up to when, what fails. */
import { formatShort, tokyoDateTimeParts } from '#kernel/dates';
import {
  openHead,
  type PartState,
  type Signer,
  selectState,
  selectWaiting,
  sinkWords,
} from '#platform/audit/sealing.server';
import type { Tx } from '#platform/db.server';
import { selectLastNote } from './sealing-state.sql.ts';

export interface SealingState {
  /** Null: nothing is sealed yet. */
  head: { size: number; at: string } | null;
  waiting: { rows: string; long: boolean };
  /** Sentence for people; null while sealing works. */
  trouble: string | null;
  anchors: { name: string; text: string; failing: boolean }[];
}

/** Longer than a transaction may take: then something holds sealing up. */
const longMs = 60_000;

export async function sealingState(tx: Tx, signer: Signer): Promise<SealingState> {
  const note = await selectLastNote(tx);
  const head = note === null ? null : openHead(signer, note);
  const parts = await selectState(tx);
  const waiting = await selectWaiting(tx);
  const sealing = parts.find((one) => one.part === 'sealing');
  return {
    head: head === null ? null : { size: head.size, at: timeOf(new Date(head.at)) },
    waiting: {
      rows: waiting.rows >= 10_000 ? '10,000件以上' : `${waiting.rows.toLocaleString('ja')}件`,
      long: waiting.since !== null && Date.now() - waiting.since.getTime() > longMs,
    },
    trouble:
      note !== null && head === null
        ? '最後の署名付き先頭が、この窓口の署名ではありません。記録が書き換えられたおそれがあります。'
        : sealing?.failing_since != null
          ? troubleText(sealing)
          : null,
    anchors: parts
      .filter((one) => one.part !== 'sealing')
      .map((one) => ({
        name: sinkWords[one.part] ?? one.part,
        text: anchorText(one),
        failing: one.failing_since !== null,
      })),
  };
}

function troubleText({ error, failing_since }: PartState): string {
  const since = `${timeOf(failing_since!)} から封印が止まっています`;
  if (error === 'behind-anchor')
    return `${since}：データベースの記録が、外部の控えより少ないか違っています。madoguchi audit verify で確かめてください。`;
  if (error === 'head-altered' || error === 'leaves-altered')
    return `${since}：封印の記録が書き換えられています。madoguchi audit verify で確かめてください。`;
  return `${since}（${error}）。操作はこれまでどおり記録されています。`;
}

function anchorText(part: PartState): string {
  const done =
    part.done_at === null
      ? 'まだありません'
      : `${part.size.toLocaleString('ja')}件まで（${timeOf(part.done_at)}）`;
  return part.failing_since === null
    ? done
    : `${done}　${timeOf(part.failing_since)} から失敗しています（${part.error}、${part.failures}回）`;
}

export function timeOf(at: Date): string {
  const { date, hour, minute, second } = tokyoDateTimeParts(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${formatShort(date)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
