/** The words of a mail: apps, kinds and how many. Mail leaves the house unsealed, so nothing of a person or a record stands in it. Pure. */
import { kindWords, type NoticeKind } from './model.ts';

export interface MailGroup {
  /** Of the app; null: of no app. */
  title: string | null;
  counts: [NoticeKind, number][];
}

export function mailText(
  city: string,
  groups: readonly MailGroup[],
  origin: string,
): { subject: string; text: string } {
  const total = groups.reduce((sum, one) => sum + one.counts.reduce((some, [, count]) => some + count, 0), 0);
  const lines = groups.flatMap(({ title, counts }) => [
    title === null ? '■ 窓口' : `■ ${title}`,
    ...counts.map(([kind, count]) => `　${kindWords[kind].name}　${count}件`),
    '',
  ]);
  return {
    subject: `【${city} 窓口】お知らせが${total}件あります`,
    text: [
      `お知らせが${total}件あります。`,
      '',
      ...lines,
      '内容は、サインインして確かめてください。',
      `${origin}/notices`,
      '',
      'メールで受け取る種類は、次の画面で変えられます。',
      `${origin}/notices/settings`,
      '',
    ].join('\n'),
  };
}

/** Notices by app and kind, in the order they came. */
export function mailGroups(
  notices: readonly { appId: string | null; kind: NoticeKind }[],
  titleOf: (appId: string) => string | null,
): MailGroup[] {
  const groups = new Map<string | null, Map<NoticeKind, number>>();
  for (const { appId, kind } of notices) {
    const counts = groups.get(appId) ?? new Map<NoticeKind, number>();
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    groups.set(appId, counts);
  }
  return [...groups].map(([appId, counts]) => ({
    title: appId === null ? null : titleOf(appId),
    counts: [...counts],
  }));
}
