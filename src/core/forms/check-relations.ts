/** What fields say of other apps, and automatic numbers of fields, held against what is there. Pure. */
import {
  type AutoNumberOptions,
  completeFields,
  type DefinedField,
  type Field,
  fieldsInPattern,
  formulaTypeOf,
  isReadOnly,
  type LookupOptions,
  officePlaces,
  type ReferenceOptions,
  type RelatedOptions,
  readPattern,
} from '#core/fields';
import type { FormProblem } from './model.ts';
import type { FindApp, OtherApp } from './on-read.ts';

interface RelatingApp {
  id: string;
  fields: DefinedField[];
}
type Report = (path: string, message: string, remedy: string, severity?: FormProblem['severity']) => void;

/** Problems of one app, seen with the apps it looks at; `findApp` finds itself too. */
export function checkRelations(app: RelatingApp, findApp: FindApp): FormProblem[] {
  const problems: FormProblem[] = [];
  const report: Report = (path, message, remedy, severity = 'error') =>
    void problems.push({ path, message, remedy, severity });
  const own = completeFields(app.fields);
  const check = (field: Field, path: string) => {
    const at = `${path}.options`;
    if (field.type === 'auto-number') return checkNumber(field, own, at, report);
    if (field.type !== 'reference' && field.type !== 'related' && field.type !== 'lookup') return;
    const other = findApp(String(field.options.app));
    if (other === undefined)
      return report(
        `${at}.app`,
        `「${field.label.ja}」の相手の業務アプリ「${String(field.options.app)}」がありません。`,
        'id を直すか、業務アプリを加えてください。',
      );
    const theirs = fieldsOf(other);
    if (field.type === 'reference') checkReference(field.options as ReferenceOptions, theirs, at, report);
    else if (field.type === 'related')
      checkRelated(app.id, field.options as RelatedOptions, own, theirs, at, report);
    else checkLookup(field.options as LookupOptions, own, theirs, at, report);
  };
  for (const [index, field] of own.entries()) {
    check(field, `fields[${index}]`);
    for (const [inner, child] of (field.fields ?? []).entries())
      check(child, `fields[${index}].fields[${inner}]`);
  }
  lockedTwice(own, report);
  return problems;
}

const fieldsOf = (app: OtherApp): Field[] => completeFields([...app.fields]);
const named = (fields: readonly Field[], code: string) => fields.find((field) => field.code === code);
const noField = (report: Report, path: string, code: string, where: 'here' | 'there') =>
  report(
    path,
    `「${code}」という項目は、${where === 'here' ? 'この' : '相手の'}業務アプリにありません。`,
    '項目の code を書いてください。',
  );
const secret = (report: Report, path: string, field: Field) =>
  report(
    path,
    `「${field.label.ja}」は厳重に保管する項目なので、ほかの業務アプリには出せません。`,
    'ほかの項目にしてください。',
  );

/** A field of the other app that may be shown here. */
function shown(code: string, theirs: readonly Field[], path: string, report: Report): void {
  const field = named(theirs, code);
  if (field === undefined) noField(report, path, code, 'there');
  else if (field.classification === 'sealed') secret(report, path, field);
}

function checkReference(
  { detail = [] }: ReferenceOptions,
  theirs: readonly Field[],
  at: string,
  report: Report,
): void {
  for (const [index, code] of detail.entries()) shown(code, theirs, `${at}.detail[${index}]`, report);
}

function checkRelated(
  appId: string,
  options: RelatedOptions,
  own: readonly Field[],
  theirs: readonly Field[],
  at: string,
  report: Report,
): void {
  const { by, match, show, sort } = options;
  for (const [index, code] of show.entries()) shown(code, theirs, `${at}.show[${index}]`, report);
  if (sort !== undefined) shown(sort.field, theirs, `${at}.sort.field`, report);
  if (by !== undefined) {
    const back = named(theirs, by);
    if (back?.type !== 'reference' || back.options.app !== appId)
      report(
        `${at}.by`,
        `相手の業務アプリに、この業務アプリを指す参照の項目「${by}」がありません。`,
        '参照（reference）の項目の code を書くか、match で値の等しい項目を書いてください。',
      );
  }
  if (match === undefined) return;
  const [mine, other] = [named(own, match.own), named(theirs, match.theirs)];
  if (mine === undefined) noField(report, `${at}.match.own`, match.own, 'here');
  if (other === undefined) noField(report, `${at}.match.theirs`, match.theirs, 'there');
  if (mine === undefined || other === undefined) return;
  for (const [field, path] of [
    [mine, 'own'],
    [other, 'theirs'],
  ] as const)
    if (field.classification === 'sealed') secret(report, `${at}.match.${path}`, field);
  const [a, b] = [formulaTypeOf(mine), formulaTypeOf(other)];
  if (a !== b || !['text', 'number', 'date'].includes(String(a)))
    report(
      `${at}.match`,
      `「${mine.label.ja}」と「${other.label.ja}」の値は、比べられません。`,
      'どちらも文字、どちらも数、どちらも日付の項目にしてください。',
    );
}

function checkLookup(
  { key, copy }: LookupOptions,
  own: readonly Field[],
  theirs: readonly Field[],
  at: string,
  report: Report,
): void {
  const by = named(theirs, key);
  if (by === undefined) noField(report, `${at}.key`, key, 'there');
  else if (by.classification === 'sealed') secret(report, `${at}.key`, by);
  else if (formulaTypeOf(by) !== 'text' && formulaTypeOf(by) !== 'number')
    report(`${at}.key`, `「${by.label.ja}」では探せません。`, '文字か数の項目にしてください。');
  for (const [index, { from, to }] of copy.entries()) {
    const path = `${at}.copy[${index}]`;
    const [source, target] = [named(theirs, from), named(own, to)];
    if (source === undefined) noField(report, `${path}.from`, from, 'there');
    if (target === undefined) noField(report, `${path}.to`, to, 'here');
    if (source === undefined || target === undefined) continue;
    if (source.classification === 'sealed') secret(report, `${path}.from`, source);
    const closed = isReadOnly(target.type) || target.fields !== undefined || target.type === 'lookup';
    if (closed || target.classification === 'sealed')
      report(`${path}.to`, `「${target.label.ja}」には写せません。`, '入力できる項目にしてください。');
    else if (!fits(source, target))
      report(
        path,
        `「${source.label.ja}」の値は「${target.label.ja}」に入りません。`,
        '同じ種類の項目にしてください。',
      );
  }
}

/** Whether every value of one field can stand in the other: the same type, or anything that is text into text. */
export function fits(source: Field, target: Field): boolean {
  if (target.type === 'text' || target.type === 'long-text') return formulaTypeOf(source) === 'text';
  const numbers = ['number', 'money'];
  if (numbers.includes(source.type) && numbers.includes(target.type)) return true;
  if (source.type === 'formula')
    return (
      (target.type === 'date' ? 'date' : numbers.includes(target.type) ? 'number' : null) ===
      source.options.result
    );
  if (source.type !== target.type) return false;
  const part = (field: Field) => JSON.stringify([field.options.app ?? null, field.options.multiple === true]);
  return part(source) === part(target);
}

/** Two lookups that both own a field would undo each other. */
function lockedTwice(own: readonly Field[], report: Report): void {
  const owner = new Map<string, string>();
  for (const [index, field] of own.entries()) {
    if (field.type !== 'lookup') continue;
    for (const [at, { to }] of (field.options as LookupOptions).copy.entries()) {
      const first = owner.get(to);
      if (first !== undefined)
        report(
          `fields[${index}].options.copy[${at}].to`,
          `「${to}」には「${first}」も値を写します。`,
          '写す先を分けてください。',
        );
      owner.set(to, field.code);
    }
  }
}

function checkNumber(field: Field, own: readonly Field[], at: string, report: Report): void {
  const { pattern } = field.options as AutoNumberOptions;
  const codes = fieldsInPattern(pattern, own);
  const office: readonly string[] = officePlaces;
  for (const part of readPattern(pattern).parts) {
    if (!('place' in part) || codes.includes(part.place) || office.includes(part.place)) continue;
    report(
      `${at}.pattern`,
      `番号の形の {${part.place}} は、項目にも決まった言葉（${office.join('、')}）にもありません。`,
      '項目の code か、決まった言葉を書いてください。',
    );
  }
  for (const code of codes) {
    const place = named(own, code);
    if (place === undefined) continue;
    const single = place.options.multiple !== true && ['text', 'choice', 'department'].includes(place.type);
    if (!single || place.classification === 'sealed')
      report(
        `${at}.pattern`,
        `番号の形に「${place.label.ja}」は使えません。`,
        '一つの値を持つ文字、選択肢、所属の項目にしてください。',
      );
    else if (place.required !== true)
      report(
        `${at}.pattern`,
        `「${place.label.ja}」が空のレコードには番号を付けられません。`,
        'この項目を必須にしてください。',
        'warning',
      );
  }
}
