/** One approval of a record on paper, as far as whoever prints it may see the record. */
import type { ProcessShown } from '#core/record-process';
import { readProcess } from '#core/record-process.server';
import { formatBoth, formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { pdfOf } from '../pdf.server.ts';
import { entryDeskOf, type StaffScene } from '../record/desk.server.ts';
import { recordPage } from '../record/record-page.server.ts';
import { paperSource } from './paper.typ.ts';
import { paperData } from './paper-data.ts';
import { photosToPrint } from './photos-to-print.server.ts';

export async function decisionPaper(scene: StaffScene, approvalId: string): Promise<Result<Uint8Array>> {
  const read = await recordPage(scene);
  if (!read.ok) return read;
  const { page } = read.value;
  const process = await readProcess(entryDeskOf(scene), page.appId, page.id);
  if (!process.ok) return process;
  const approval = process.value === null ? undefined : approvalIn(process.value, approvalId);
  if (process.value === null || approval === undefined) return fail('notFound');
  const photos = await photosToPrint(scene, page);
  if (!photos.ok) return photos;
  const { pictures, shown } = photos.value;
  const now = new Date();
  const data = paperData({
    title: page.title,
    appTitle: page.appTitle,
    approval,
    sections: page.sections,
    log: process.value.log,
    photos: shown,
    today: formatBoth(tokyoDate(now)),
    printed: `${formatTokyoDateTime(now)} ${scene.actor.name} が印刷しました。`,
  });
  const made = await pdfOf(scene.runtime).renderPdf({
    source: paperSource,
    data,
    pictures,
    standard: 'ua-1',
  });
  return made.ok ? ok(made.value.bytes) : made;
}

const approvalIn = ({ approval, earlier }: ProcessShown, id: string) =>
  [...(approval === null ? [] : [approval]), ...earlier].find((one) => one.id === id);
