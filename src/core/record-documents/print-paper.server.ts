/** A paper without a number, straight from the record: nothing is kept of it. */
import type { RecordTemplate } from '#core/definitions';
import type { EntryDesk } from '#core/entries.server';
import { formatTokyoDateTime } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { gatherPaper, type PaperApp, type Sampled } from './gather.server.ts';
import { reachTemplate } from './papers-of-record.server.ts';
import { type PaperTools, setPaper } from './set-paper.server.ts';

/** By whoever sees the record and reads what stands on the paper. A numbered one is issued, never merely printed. */
export async function printPaper(
  desk: EntryDesk,
  tools: PaperTools,
  appId: string,
  recordId: string,
  templateId: string,
): Promise<Result<Uint8Array>> {
  const reached = await reachTemplate(desk, appId, recordId, templateId, 'view');
  if (!reached.ok) return reached;
  const { open, record, template } = reached.value;
  if (template.numbered) return fail('notFound');
  const foot = `${formatTokyoDateTime(new Date())} ${desk.actor.name} が印刷しました。`;
  const made = await previewPaper(desk, tools, open, record, template, foot);
  if (made.ok) desk.touched('record', [appId, record.id], ['personal'], 'document.print');
  return made;
}

/** The template on one record, also one that is being built; who may see what is the caller's to ask. */
export async function previewPaper(
  { tx }: Pick<EntryDesk, 'tx'>,
  tools: PaperTools,
  open: PaperApp,
  record: Sampled,
  template: RecordTemplate,
  foot: string,
): Promise<Result<Uint8Array>> {
  const { blocks, unread } = await gatherPaper(tx, open, record, template);
  if (unread.length > 0)
    return fail('conflict', '写真の検査がまだ終わっていません。しばらくして、もう一度試してください。');
  const data = {
    title: template.title.ja,
    orientation: template.orientation,
    number: null,
    issuer: '',
    code: null,
    blocks,
  };
  const set = await setPaper(tools, data, { foot });
  return set.ok ? ok(set.value.bytes) : set;
}
