/** What an app is called, whose it is and what holds for all its records: kept in the draft until it is published. */
import { type AppDesk, openDraft, readApp, saveDraft } from '#core/apps.server';
import type { App, WorkApp } from '#core/definitions';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';

export interface Settings {
  title: string;
  description: string;
  department: string;
  /** Codes of the fields that name a record; one to three. */
  titleFields: string[];
  unique: string[][];
  legalBasis: string;
  /** 持ち出し: for how many hours; null: not at all. NaN: what was typed is no number. */
  offlineHours: number | null;
  individualNumberBasis: string;
  standardisedSystem: string;
}

export const relations = {
  'in-scope': {
    label: '対象内',
    help: '標準化対象の20業務（住民記録・税・福祉など）の一部。標準準拠システムで行うべき処理をここで行っていないか、情報部門が確かめます。',
  },
  'out-of-scope': { label: '対象外', help: '標準化対象の20業務に関わらない業務。' },
  'own-measure': {
    label: '独自施策',
    help: '標準化対象の業務に関わるが、標準仕様にない市独自の施策。標準準拠システムの外に置くもの。',
  },
} as const satisfies Record<App['standardisedSystem'], { label: string; help: string }>;

/** `revision` is that of the draft the form was made from; 0 when there was none. */
export async function changeSettings(
  desk: AppDesk,
  input: { appId: string; revision: number; settings: Settings },
): Promise<Result<undefined>> {
  const { appId, settings } = input;
  const app = await readApp(desk, appId);
  if (!app.ok) return app;
  if ((app.value.draft?.revision ?? 0) !== input.revision)
    return fail(
      'conflict',
      'この画面をひらいたあとで、下書きが変わりました。入力した内容を控えてから、画面をひらき直してください。',
    );
  const issues = issuesOf(settings);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const draft = await openDraft(desk, appId);
  if (!draft.ok) return draft;
  const saved = await saveDraft(desk, {
    appId,
    revision: draft.value.revision,
    body: withSettings(draft.value.body as WorkApp, settings),
  });
  return saved.ok ? ok() : saved;
}

function issuesOf(settings: Settings): Issue[] {
  const issues: Issue[] = [];
  if (settings.title === '' || settings.title.length > 100)
    issues.push({ path: 'title', message: 'アプリの名前を、100文字以内で書いてください。' });
  if (settings.description.length > 1000)
    issues.push({ path: 'description', message: '説明は1,000文字以内で書いてください。' });
  if (settings.department === '')
    issues.push({ path: 'department', message: '所管の所属を選んでください。' });
  if (!Object.hasOwn(relations, settings.standardisedSystem))
    issues.push({ path: 'standardisedSystem', message: '標準化対象業務との関係を選んでください。' });
  const { offlineHours } = settings;
  if (offlineHours !== null && !(Number.isInteger(offlineHours) && offlineHours >= 1 && offlineHours <= 72))
    issues.push({ path: 'offlineHours', message: '持ち出せる時間は、1から72までの整数で書いてください。' });
  for (const [index, codes] of settings.unique.entries())
    if (new Set(codes).size < codes.length)
      issues.push({
        path: `unique-${index}-0`,
        message: '重複を許さない組合せに、同じ項目が二度あります。',
      });
  return issues;
}

/** The other languages of a text stay; an empty text leaves no trace. */
function withSettings(body: WorkApp, settings: Settings): App {
  const { description: _d, individualNumberBasis: _i, ...rest } = body;
  const { legalBasis: _l, offline: _o, ...work } = body.work;
  const text = (value: string, before?: object) => ({ ...before, ja: value });
  return {
    ...rest,
    title: text(settings.title, body.title),
    ...(settings.description === '' ? {} : { description: text(settings.description, body.description) }),
    ...(settings.individualNumberBasis === ''
      ? {}
      : { individualNumberBasis: settings.individualNumberBasis }),
    standardisedSystem: settings.standardisedSystem as App['standardisedSystem'],
    work: {
      ...work,
      department: settings.department,
      title: settings.titleFields,
      unique: settings.unique,
      ...(settings.offlineHours === null ? {} : { offline: { hours: settings.offlineHours } }),
      ...(settings.legalBasis === '' ? {} : { legalBasis: settings.legalBasis }),
    },
  };
}
