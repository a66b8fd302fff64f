/** What people are told of, and how. Browser-safe. */

/** `change` and `comment` are about records one follows. */
export const noticeKinds = [
  'mention',
  'assigned',
  'turn',
  'sentBack',
  'decided',
  'due',
  'process',
  'failed',
  'comment',
  'change',
  'export',
  'import',
  'published',
  'refused',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeWays = ['page', 'mail', 'digest', 'none'] as const;
/** On the page only, by mail at once, by mail once a day (both on the page too), or not at all. */
export type NoticeWay = (typeof noticeWays)[number];

/** How a kind begins; who is called by name or given work learns it at once. */
export const firstWays: Readonly<Record<NoticeKind, NoticeWay>> = {
  mention: 'mail',
  assigned: 'mail',
  turn: 'mail',
  sentBack: 'mail',
  decided: 'page',
  due: 'mail',
  process: 'mail',
  failed: 'digest',
  comment: 'digest',
  change: 'digest',
  export: 'page',
  import: 'page',
  published: 'page',
  refused: 'mail',
};

export const kindWords: Readonly<Record<NoticeKind, { name: string; help: string }>> = {
  mention: { name: '宛先', help: 'コメントであなたが宛先になったとき' },
  assigned: { name: '担当', help: 'あなたがレコードの職員・担当者の項目に入ったとき' },
  turn: { name: 'あなたの番', help: '決裁があなたの番になったとき、後閲や供覧を求められたとき' },
  sentBack: { name: '差戻し', help: 'あなたが起案した決裁が差し戻されたとき' },
  decided: { name: '決裁', help: 'あなたが起案した決裁が終わったとき（決裁・廃案・施行・完結）' },
  due: { name: '期限', help: '処理や決裁の期限が近づいたとき、過ぎたとき' },
  process: { name: '処理のお知らせ', help: '業務アプリの処理で、あなたに知らせることになっているとき' },
  failed: {
    name: '自動処理の失敗',
    help: 'あなたが管理する業務アプリの自動処理ができなかったとき（1日に1回まで）',
  },
  comment: { name: 'コメント', help: 'フォロー中のレコードにコメントが付いたとき' },
  change: { name: '変更', help: 'フォロー中のレコードが変わったとき' },
  export: { name: '書出し', help: '頼んだ書出しのファイルができたとき' },
  import: { name: '取込み', help: '頼んだ取込みが終わったとき' },
  published: { name: '公開', help: '頼んだ業務アプリの公開が終わったとき' },
  refused: { name: '公開できません', help: '頼んだ業務アプリの公開ができなかったとき' },
};

export const wayWords: Readonly<Record<NoticeWay, string>> = {
  page: '画面だけ',
  mail: 'すぐにメールも',
  digest: '1日1回メールも',
  none: '知らせない',
};

/** What a quiet app may still say: that somebody calls, or waits for one's work. */
export const quietLets: readonly NoticeKind[] = ['mention', 'assigned', 'turn', 'sentBack', 'due'];

/** Days a notice is kept. */
export const noticeDays = 90;
/** The hour of Tokyo from which the mail of the day is sent, with what came until then. */
export const digestHour = 8;

/** Days by which something reached somebody: one line of the page. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  appId: string | null;
  recordId: string | null;
  aboutId: string | null;
  by: string | null;
  at: Date;
  read: boolean;
}

export interface NoticeRules {
  ways: Record<NoticeKind, NoticeWay>;
  quiet: string[];
}

export const isKind = (text: string): text is NoticeKind => (noticeKinds as readonly string[]).includes(text);
export const isWay = (text: string): text is NoticeWay => (noticeWays as readonly string[]).includes(text);
