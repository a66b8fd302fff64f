/** What follows by itself in a process: targets that are not there, values that do not fit, and apps that make each other for ever. Pure. */
import type { App, Effect, RecordProcess, WorkApp } from '#core/definitions';
import { completeFields, type Field, formulaTypeOf, isReadOnly } from '#core/fields';
import { type Type, typeName } from '#kernel/formula';
import type { Reader } from './process-reader.ts';

type FindApp = (id: string) => App | undefined;

export function checkEffects(app: WorkApp, process: RecordProcess, reader: Reader, findApp: FindApp): void {
  const templates = new Set((app.work.documents ?? []).map((one) => one.id));
  for (const [index, state] of process.states.entries())
    for (const [position, effect] of (state.effects ?? []).entries())
      checkEffect(
        effect,
        `work.process.states[${index}].effects[${position}]`,
        `状態「${state.title.ja}」`,
        reader,
        findApp,
        templates,
      );
  for (const [index, act] of (process.acts ?? []).entries())
    for (const [position, effect] of (act.effects ?? []).entries())
      checkEffect(
        effect,
        `work.process.acts[${index}].effects[${position}]`,
        `操作「${act.title.ja}」`,
        reader,
        findApp,
        templates,
      );
  const circle = circleFrom(app, findApp);
  if (circle !== null)
    reader.add(
      'work.process.states[0].effects',
      `最初の状態でレコードを作り合っていて、終わりがありません（${circle.join(' → ')}）。どこかを別の状態に移してください。`,
      `Records would be made without end: ${circle.join(' → ')}.`,
    );
}

type Update = Extract<Effect, { kind: 'update' }>;

/** What a process does to records of another app. */
export interface ElsewhereWrite {
  app: string;
  kind: 'create' | 'update';
  /** Formulas by code of the fields there. */
  values: Readonly<Record<string, string>>;
  /** The field whose record is changed, by id; null: a record is made. */
  through: number | null;
  /** The state or act that it follows. */
  follows: string;
  path: string;
  /** What it follows, in words. */
  cause: string;
}

/** Other apps in which the process makes records or changes them, with the places that say so and what they follow. */
export function writesIn(app: App): ElsewhereWrite[] {
  const { states = [], acts = [] } = app.work?.process ?? {};
  const within = (
    list: readonly { id: string; title: { ja: string }; effects?: readonly Effect[] }[],
    at: string,
    word: string,
  ) =>
    list.flatMap(({ id, title, effects }, index) =>
      (effects ?? []).flatMap((effect, position): ElsewhereWrite[] => {
        const path = `work.process.${at}[${index}].effects[${position}]`;
        const cause = `${word}「${title.ja}」`;
        if (effect.kind !== 'create' && effect.kind !== 'update') return [];
        const { kind, values } = effect;
        const said = { kind, values, follows: `${at}.${id}`, path, cause };
        if (effect.kind === 'create') return [{ ...said, app: effect.app, through: null }];
        const field = app.fields.find((one) => one.code === effect.record);
        return field?.type === 'reference'
          ? [{ ...said, app: String(field.options.app), through: field.id }]
          : [];
      }),
    );
  return [...within(states, 'states', '状態'), ...within(acts, 'acts', '操作')];
}

function checkEffect(
  effect: Effect,
  at: string,
  name: string,
  reader: Reader,
  findApp: FindApp,
  templates: ReadonlySet<string>,
): void {
  switch (effect.kind) {
    case 'notify':
      reader.seats(effect.who, `${at}.who`, `${name}の知らせる相手`, 'asked');
      break;
    case 'set': {
      const field = reader.field(effect.field, `${at}.field`, name);
      checkValue(effect.to, field, `${at}.to`, `${name}の値の設定`, reader);
      break;
    }
    case 'create':
      checkElsewhere(effect.app, effect.values, `${at}.app`, at, `${name}のレコードの作成`, reader, findApp);
      break;
    case 'update':
      checkUpdate(effect, at, name, reader, findApp);
      break;
    case 'issue':
      if (!templates.has(effect.template))
        reader.add(
          `${at}.template`,
          `${name}で作る文書の様式「${effect.template}」がありません。この業務アプリの文書にある様式を選んでください。`,
          `There is no document ${effect.template}.`,
        );
      break;
    case 'webhook':
      break;
  }
}

function checkUpdate(effect: Update, at: string, name: string, reader: Reader, findApp: FindApp): void {
  const field = reader.field(effect.record, `${at}.record`, name);
  if (field === undefined) return;
  if (field.type !== 'reference' || field.options.multiple === true) {
    reader.add(
      `${at}.record`,
      `${name}：「${field.label.ja}」は、レコードを一つだけ選ぶ参照の項目ではありません。`,
      `${field.code} is no reference to one record.`,
    );
    return;
  }
  const app = String(field.options.app);
  checkElsewhere(app, effect.values, `${at}.record`, at, `${name}のほかのレコードの変更`, reader, findApp);
}

/** Values that formulas about this record put into fields of another app. */
function checkElsewhere(
  app: string,
  values: Readonly<Record<string, string>>,
  place: string,
  at: string,
  name: string,
  reader: Reader,
  findApp: FindApp,
): void {
  const other = findApp(app);
  if (other?.work === undefined) {
    reader.add(place, `${name}：業務アプリ「${app}」がありません。`, `There is no work app ${app}.`);
    return;
  }
  const theirs = new Map(completeFields(other.fields).map((field) => [field.code, field]));
  for (const [code, formula] of Object.entries(values)) {
    const field = theirs.get(code);
    if (field === undefined)
      reader.add(
        `${at}.values.${code}`,
        `業務アプリ「${other.title.ja}」に「${code}」という項目はありません。`,
        `There is no field ${code} in ${app}.`,
      );
    checkValue(formula, field, `${at}.values.${code}`, name, reader);
  }
}

/** Sealed values, lines and files are given by people only. */
function checkValue(
  formula: string,
  field: Field | undefined,
  at: string,
  name: string,
  reader: Reader,
): void {
  const read = reader.formula(formula, at, name);
  if (field === undefined) return;
  const wanted = field.classification === 'sealed' ? null : formulaTypeOf(field);
  if (isReadOnly(field.type) || wanted === null || wanted === 'collection' || wanted === 'calculated')
    reader.add(
      at,
      `${name}：「${field.label.ja}」には、自動で値を入れられません。`,
      `${field.code} cannot be set by itself.`,
    );
  else if (read !== null && !fits(read.type, wanted))
    reader.add(
      at,
      `${name}：「${field.label.ja}」に、${typeName(read.type)}の値は入りません。`,
      `This formula gives no value for ${field.code}.`,
    );
}

function fits(type: Type, wanted: string): boolean {
  if (type.kind === 'blank') return true;
  if (type.kind === 'list') return wanted === 'list' && type.of === 'text';
  return type.kind === wanted;
}

/** Apps that records of the first state make, and those that these make: nobody acts in between. */
function circleFrom(app: WorkApp, findApp: FindApp): string[] | null {
  const walk = (one: App, path: string[]): string[] | null => {
    const [first] = one.work?.process?.states ?? [];
    for (const effect of first?.effects ?? []) {
      if (effect.kind !== 'create') continue;
      if (effect.app === app.id) return [...path, effect.app];
      const next = path.includes(effect.app) ? undefined : findApp(effect.app);
      const found = next === undefined ? null : walk(next, [...path, next.id]);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(app, [app.id]);
}
