/** Two versions of an app compared, in words. Pure. */
import type { App, RecordTemplate } from '#core/definitions';
import { completeFields, type Field } from '#core/fields';
import type { AppChange, Retype } from './model.ts';

/** What turns `before` into `after`; `before` null for a new app. Fields are the same when their id is. */
export function compareApps(before: App | null, after: App, retypes: readonly Retype[] = []): AppChange[] {
  if (before === null)
    return [
      {
        kind: 'other',
        ja: `新しい業務アプリです（項目 ${after.fields.length}）。`,
        en: `A new app with ${after.fields.length} fields.`,
      },
    ];
  return [
    ...compareFields(completeFields(before.fields), completeFields(after.fields), retypes, ''),
    ...compareForm(before, after),
    ...compareWork(before, after),
    ...compareRest(before, after),
  ];
}

function compareFields(
  before: readonly Field[],
  after: readonly Field[],
  retypes: readonly Retype[],
  inside: string,
): AppChange[] {
  const changes: AppChange[] = [];
  const old = new Map(before.map((field) => [field.id, field]));
  const now = new Map(after.map((field) => [field.id, field]));
  const became = new Map(retypes.map((one) => [one.from, one.to]));
  const sources = new Map(retypes.map((one) => [one.to, one.from]));
  const say = (kind: AppChange['kind'], field: number, ja: string, en: string) =>
    void changes.push({ kind, field, ja: `${inside}${ja}`, en });
  for (const field of after) {
    const source = old.get(sources.get(field.id) ?? field.id);
    const name = `「${field.label.ja}」`;
    if (source === undefined) say('field-added', field.id, `項目${name}を加えます。`, `Adds ${field.code}.`);
    else if (source.id !== field.id)
      say(
        'field-retyped',
        field.id,
        `項目${name}の種類を変え、これまでの値を変換します（${source.type} → ${field.type}）。`,
        `${field.code}: ${source.type} becomes ${field.type}; values are converted.`,
      );
    else changes.push(...compareField(source, field, inside));
    if (source?.fields !== undefined && field.fields !== undefined)
      changes.push(...compareFields(source.fields, field.fields, [], `${inside}${name}の行の`));
  }
  for (const field of before)
    if (!now.has(field.id) && !became.has(field.id))
      say(
        'field-retired',
        field.id,
        `項目「${field.label.ja}」をやめます。これまでの値は残ります。`,
        `Retires ${field.code}; its values stay.`,
      );
  return changes;
}

function compareField(before: Field, after: Field, inside: string): AppChange[] {
  const changes: AppChange[] = [];
  const name = `「${after.label.ja}」`;
  if (before.label.ja !== after.label.ja || before.code !== after.code)
    changes.push({
      kind: 'field-renamed',
      field: after.id,
      ja: `${inside}項目の名前を「${before.label.ja}」（${before.code}）から${name}（${after.code}）に変えます。`,
      en: `Renames ${before.code} to ${after.code}.`,
    });
  const parts: [keyof Field, string][] = [
    ['type', '種類'],
    ['required', '必須の条件'],
    ['visible', '表示の条件'],
    ['checks', '入力のきまり'],
    ['options', '設定'],
    ['classification', '情報の区分'],
    ['help', '説明'],
    ['prefill', '初期値'],
  ];
  const differing = parts.filter(([key]) => !same(before[key], after[key])).map(([, word]) => word);
  if (differing.length > 0)
    changes.push({
      kind: 'field-changed',
      field: after.id,
      ja: `${inside}項目${name}の${differing.join('・')}を変えます。`,
      en: `Changes ${after.code}.`,
    });
  return changes;
}

function compareForm(before: App, after: App): AppChange[] {
  if (same(before.form, after.form)) return [];
  const [was, is] = [before.form.pages.length, after.form.pages.length];
  const pages = was === is ? '' : `（ページ ${was} → ${is}）`;
  return [{ kind: 'form', ja: `入力画面の並びや見出しを変えます${pages}。`, en: 'Changes the form.' }];
}

function compareWork(before: App, after: App): AppChange[] {
  const changes: AppChange[] = [];
  const [old, now] = [before.work?.views ?? [], after.work?.views ?? []];
  const titles = new Map(old.map((view) => [view.id, view]));
  for (const view of now) {
    const was = titles.get(view.id);
    const name = `「${view.title.ja}」`;
    if (was === undefined)
      changes.push({ kind: 'view', ja: `一覧${name}を加えます。`, en: `Adds the view ${view.id}.` });
    else if (!same(was, view))
      changes.push({ kind: 'view', ja: `一覧${name}を変えます。`, en: `Changes the view ${view.id}.` });
  }
  for (const view of old)
    if (!now.some((one) => one.id === view.id))
      changes.push({
        kind: 'view',
        ja: `一覧「${view.title.ja}」をなくします。`,
        en: `Removes the view ${view.id}.`,
      });
  changes.push(...compareProcess(before, after), ...compareDocuments(before, after));
  changes.push(...compareOffline(before, after));
  const rules = (app: App) => [app.work?.access ?? [], app.work?.fieldAccess ?? []];
  if (!same(rules(before), rules(after)))
    changes.push({
      kind: 'access',
      ja: '誰が何をできるか（権限）を変えます。公開と同時に、すべての記録に効きます。',
      en: 'Changes who may do what; it holds for every record at once.',
    });
  return changes;
}

/** What is out on devices stays out until its own end. */
function compareOffline(before: App, after: App): AppChange[] {
  const [was, is] = [before.work?.offline?.hours, after.work?.offline?.hours];
  if (was === is) return [];
  const change = (ja: string, en: string): AppChange[] => [{ kind: 'access', ja, en }];
  if (is === undefined)
    return change(
      '端末への持ち出しをやめます。いま出ているものは、その期限まで残ります。',
      'No more taking along.',
    );
  return was === undefined
    ? change(
        `レコードを端末に持ち出せるようにします（${is}時間まで）。`,
        `Records may be taken along for ${is} hours.`,
      )
    : change(
        `端末に持ち出せる時間を${was}時間から${is}時間に変えます。`,
        `Taking along: ${was} to ${is} hours.`,
      );
}

/** Papers that were issued stay as they were set. */
function compareDocuments(before: App, after: App): AppChange[] {
  const [was, is] = [before, after].map(
    (app) => new Map((app.work?.documents ?? []).map((one) => [one.id, one])),
  ) as [Map<string, RecordTemplate>, Map<string, RecordTemplate>];
  const say = (ja: string, en: string): AppChange => ({ kind: 'other', ja, en });
  const name = ({ title }: RecordTemplate) => `文書の様式「${title.ja}」`;
  return [
    ...[...is].flatMap(([id, one]) => {
      const earlier = was.get(id);
      if (earlier === undefined) return [say(`${name(one)}を加えます。`, `Adds the document ${id}.`)];
      return same(earlier, one)
        ? []
        : [say(`${name(one)}を変えます。作ってある文書はそのままです。`, `Changes the document ${id}.`)];
    }),
    ...[...was]
      .filter(([id]) => !is.has(id))
      .map(([id, one]) =>
        say(`${name(one)}をなくします。作ってある文書は残ります。`, `Removes the document ${id}.`),
      ),
  ];
}

/** States, acts and routes by name; what else is in them is changed or not. */
function compareProcess(before: App, after: App): AppChange[] {
  const [old, now] = [before.work?.process, after.work?.process];
  if (same(old, now)) return [];
  const say = (ja: string, en: string): AppChange => ({ kind: 'process', ja, en });
  if (old === undefined || now === undefined)
    return [
      old === undefined
        ? say('記録が状態を進むようになります（流れと決裁）。', 'Records get a process.')
        : say('流れと決裁をなくします。これまでの経過は残ります。', 'The process goes away.'),
    ];
  const changes: AppChange[] = [];
  const parts = [
    ['states', '状態'],
    ['acts', '操作'],
    ['routes', '決裁の経路'],
  ] as const;
  for (const [part, word] of parts) {
    const was = new Map(old[part].map((one) => [one.id, one]));
    const is = new Map(now[part].map((one) => [one.id, one]));
    for (const [id, one] of is) {
      const earlier = was.get(id);
      if (earlier === undefined) changes.push(say(`${word}「${one.title.ja}」を加えます。`, `Adds ${id}.`));
      else if (!same(earlier, one))
        changes.push(say(`${word}「${one.title.ja}」を変えます。`, `Changes ${id}.`));
    }
    for (const [id, one] of was)
      if (!is.has(id)) changes.push(say(`${word}「${one.title.ja}」をなくします。`, `Removes ${id}.`));
  }
  return changes.length > 0
    ? changes
    : [say('流れと決裁の順番や、止まったときの担当を変えます。', 'Changes the order or the keepers.')];
}

function compareRest(before: App, after: App): AppChange[] {
  const words: Record<string, [ja: string, en: string]> = {
    title: ['名前', 'title'],
    description: ['説明', 'description'],
    standardisedSystem: ['標準化対象業務との関係', 'relation to the standardised systems'],
    individualNumberBasis: ['番号法の根拠', 'basis for individual numbers'],
    applicant: ['申請者を表す項目', 'applicant'],
    summary: ['案件の上に出す項目', 'summary'],
  };
  const changes: AppChange[] = Object.entries(words)
    .filter(([key]) => !same(before[key as keyof App], after[key as keyof App]))
    .map(([, [ja, en]]) => ({
      kind: 'other',
      ja: `業務アプリの${ja}を変えます。`,
      en: `Changes the ${en}.`,
    }));
  const rest = (app: App) => {
    const {
      views: _v,
      access: _a,
      fieldAccess: _f,
      process: _p,
      documents: _d,
      offline: _o,
      ...others
    } = (app.work ?? {}) as Record<string, unknown>;
    return others;
  };
  if (!same(rest(before), rest(after)))
    changes.push({
      kind: 'other',
      ja: '所管・題名・重複の禁止などの設定を変えます。',
      en: 'Changes settings of the work app.',
    });
  return changes;
}

/** Equal as JSON, whatever the order of keys; absent and empty lists are the same. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
