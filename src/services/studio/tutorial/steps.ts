/** 落とし物管理: the steps of the guided tutorial, each finished when the real app says so. Pure. */
import type { App } from '#core/definitions';

/** What the app of whoever practises looks like by now; null while there is none. */
export interface Practice {
  appId: string;
  fields: App['fields'];
  /** Fields that something is wrong with: a formula that cannot be read, say. */
  wrong: ReadonlySet<number>;
  published: boolean;
  records: number;
  /** Views that were made on the app's own pages. */
  views: number;
}

export interface TutorialStep {
  id: string;
  title: string;
  /** What to do, and why, in plain words. */
  text: string;
  checks: { text: string; done: boolean }[];
  done: boolean;
  /** The real screen on which it is done. */
  to: string;
  toText: string;
}

export const practiceTitle = '落とし物管理（練習）';

export function tutorialSteps(practice: Practice | null): TutorialStep[] {
  const app = practice === null ? null : `/studio/${practice.appId}`;
  const use = practice === null ? null : `/apps/${practice.appId}`;
  const fields = practice?.fields ?? [];
  const has = (...types: string[]) => fields.some((field) => types.includes(field.type));
  const formula = fields.some(
    (field) =>
      field.type === 'formula' &&
      String(field.options.formula ?? '').trim() !== '' &&
      practice?.wrong.has(field.id) !== true,
  );
  // The formula is said with the name that their own field of days has by now.
  const day = fields.find((field) => field.type === 'date' || field.type === 'date-time')?.code ?? '日付';
  const begin = `/studio/new?title=${encodeURIComponent(practiceTitle)}`;
  const steps: Omit<TutorialStep, 'done'>[] = [
    {
      id: 'create',
      title: 'アプリを作りはじめる',
      text: '名前が入った画面がひらきます。「誰が使いますか」はそのままで「作りはじめる」を押します。公開するまで、ほかの人には見えません。',
      checks: [{ text: '「落とし物」という言葉の入ったアプリがある', done: practice !== null }],
      to: begin,
      toText: '新しいアプリの画面へ',
    },
    {
      id: 'fields',
      title: '項目を加える',
      text: '左の「項目を選ぶ」から「一つ選ぶ」「日付」「文字（1行）」を順に押すと、フォームに加わります。加えた項目を押すと、右の「設定」で名前と選択肢を変えられます。「一つ選ぶ」は品目（財布、かさ、かぎ）、「日付」は拾った日、「文字（1行）」は拾った場所にしてみます。名前は、あとからでも変えられます。',
      checks: [
        { text: '「一つ選ぶ」の項目がある（例：品目）', done: has('choice') },
        { text: '「日付」の項目がある（例：拾った日）', done: has('date', 'date-time') },
        { text: '項目が4つ以上ある', done: fields.length >= 4 },
      ],
      to: app ?? begin,
      toText: 'フォームの画面へ',
    },
    {
      id: 'formula',
      title: '計算する項目を加える',
      text: `左の「計算」を押し、右の「式」に DATEADD(${day}, 7, "D") と書きます（「D」は日のことです）。拾った日から7日後、警察に届ける期限が自動で出ます。式をまちがえても、どこがちがうかをその場で示します。`,
      checks: [{ text: '式の書けた「計算」の項目がある', done: formula }],
      to: app ?? begin,
      toText: 'フォームの画面へ',
    },
    {
      id: 'publish',
      title: '見直して公開する',
      text: '右上の「見直して公開」を押し、変わることを読んで「このアプリを公開する」を押します。公開したあとも、いつでも変えられ、前の版に戻せます。',
      checks: [{ text: '公開した版がある', done: practice?.published === true }],
      to: app === null ? begin : `${app}/review`,
      toText: '見直して公開の画面へ',
    },
    {
      id: 'record',
      title: 'レコードを一つ入れる',
      text: '一件分の記録を「レコード」と呼びます。件名に「黒い折りたたみ傘」、日付に「今日」のように入れて「保存する」を押します。期限が自動で入ります。',
      checks: [{ text: 'レコードが1件以上ある', done: (practice?.records ?? 0) > 0 }],
      to: use === null || practice?.published !== true ? (app ?? begin) : `${use}/records/new`,
      toText: '新しいレコードの画面へ',
    },
    {
      id: 'view',
      title: '一覧を一つ作る',
      text: '名前に「期限の近い順」と書き、「並べ方」で計算した項目を選んで「保存する」を押します。次からは、選ぶだけで同じ一覧が出ます。',
      checks: [{ text: '自分で作った一覧かグラフがある', done: (practice?.views ?? 0) > 0 }],
      to: use === null || practice?.published !== true ? (app ?? begin) : `${use}/views/new`,
      toText: '一覧を作る画面へ',
    },
  ];
  return steps.map((step) => ({ ...step, done: step.checks.every((check) => check.done) }));
}

/** The first that is not finished; null when all are. */
export const currentStep = (steps: readonly TutorialStep[]): TutorialStep | null =>
  steps.find((step) => !step.done) ?? null;
