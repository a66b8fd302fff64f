/** Notices as the list shows them: by record or thing, newest first. Pure. */
import { kindWords, type NoticeKind } from '#core/notices';
import { href } from '#ui/paths';

export interface Told {
  id: string;
  kind: NoticeKind;
  appId: string | null;
  recordId: string | null;
  aboutId: string | null;
  app: string | null;
  record: string;
  /** Name of who did it; empty: the machine. */
  by: string;
  /** Time in words. */
  at: string;
  read: boolean;
}

export interface ToldGroup {
  key: string;
  /** The newest of them: opening it reads all that the record has to say. */
  first: string;
  title: string;
  app: string;
  unread: number;
  lines: { id: string; text: string; at: string; read: boolean }[];
}

const sentences: Record<NoticeKind, (by: string) => string> = {
  mention: (by) => `${by}が、コメントであなたを宛先にしました`,
  assigned: (by) => `${by}が、あなたを職員の項目に入れました`,
  turn: () => '決裁があなたの番です',
  sentBack: (by) => `${by}が、あなたの起案を差し戻しました`,
  decided: (by) => `${by}の操作で、あなたが起案した決裁が進みました`,
  due: () => '期限が近づいたか、過ぎました',
  process: () => '業務アプリの処理からのお知らせです',
  failed: () => '業務アプリの自動処理ができませんでした。レコードの経過で確かめてください',
  comment: (by) => `${by}がコメントしました`,
  change: (by) => `${by}が変更しました`,
  export: () => '頼んだ書出しのファイルができました',
  import: () => '頼んだ取込みが終わりました',
  published: () => '業務アプリの公開が終わりました',
  refused: () => '業務アプリを公開できませんでした。直すところがあります',
};

export const sentenceFor = ({ kind, by }: Pick<Told, 'kind' | 'by'>): string =>
  sentences[kind](by === '' ? '職員' : `${by}さん`);

export function groupTold(all: readonly Told[]): ToldGroup[] {
  const groups = new Map<string, ToldGroup>();
  for (const one of all) {
    const key = one.recordId === null ? one.id : `${one.appId}/${one.recordId}`;
    const group = groups.get(key) ?? {
      key,
      first: one.id,
      title: one.recordId === null ? kindWords[one.kind].name : one.record === '' ? 'レコード' : one.record,
      app: one.app ?? '',
      unread: 0,
      lines: [],
    };
    if (!one.read) group.unread += 1;
    group.lines.push({ id: one.id, text: sentenceFor(one), at: one.at, read: one.read });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Where it is read; null: it has no page. */
export function pageOf(one: Pick<Told, 'kind' | 'appId' | 'recordId' | 'aboutId'>): string | null {
  const { kind, appId: app, recordId, aboutId } = one;
  if (app !== null && recordId !== null) return href('/apps/:app/records/:record', { app, record: recordId });
  if (kind === 'export' && aboutId !== null) return href('/exports/:export', { export: aboutId });
  if (app === null) return null;
  if (kind === 'refused') return href('/studio/:app/review', { app });
  return kind === 'import' ? href('/apps/:app/import', { app }) : href('/apps/:app', { app });
}
