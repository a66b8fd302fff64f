/** Everything wrong with the form of an app, for pack check and builder; each with what to do about it. */
import {
  completeFields,
  type DefinedField,
  type Field,
  type FindLayer,
  formulaTypeOf,
  isReadOnly,
  type Total,
} from '#core/fields';
import { checkPlaces } from './check-places.ts';
import { checkRelations } from './check-relations.ts';
import type { FormApp, FormProblem } from './model.ts';
import type { FindApp } from './on-read.ts';
import { planOf } from './plan.ts';
import { prepareForm } from './prepare.ts';

/**
 * Codes an app may say in `applicant` and `summary`, pages and formulas. Empty when all is well. What it says of other apps is
 * held against them where `findApp` finds them.
 */
export function checkAppFormulas(app: FormApp, findApp?: FindApp, findLayer?: FindLayer): FormProblem[] {
  const problems: FormProblem[] = [];
  const report = (
    path: string,
    message: string,
    remedy: string,
    severity: FormProblem['severity'] = 'error',
  ) => problems.push({ path, message, remedy, severity });
  doubles(app.fields, report);
  const form = prepareForm(app, findApp, findLayer);
  problems.push(...form.problems);
  const { cycle } = planOf(form);
  if (cycle !== undefined) {
    const names = cycle.map((key) => nameOf(app, key));
    report(
      'fields',
      `表示条件や計算が循環しています：${names.join('→')}。`,
      'どれかの式から参照を外してください。',
    );
  }
  if (app.individualNumberBasis === undefined) {
    for (const [index, field] of completeFields(app.fields).entries()) {
      const holds = [field, ...(field.fields ?? [])].some((each) => each.type === 'individual-number');
      if (holds)
        report(
          `fields[${index}]`,
          `「${field.label.ja}」はマイナンバーを集めますが、番号法の根拠がありません。`,
          'individualNumberBasis に番号法の条項を書くか、この項目を外してください。',
        );
    }
  }
  placement(app, report);
  totals(app, report);
  if (findApp !== undefined) problems.push(...checkRelations(app, findApp));
  problems.push(...checkPlaces(app.fields, findLayer));
  const codes = new Set(app.fields.map((field) => field.code));
  for (const [what, code] of Object.entries(app.applicant ?? {})) {
    if (code !== undefined && !codes.has(code))
      report(
        `applicant.${what}`,
        `「${code}」という項目はありません。`,
        'fields にある code を書いてください。',
      );
  }
  for (const [index, code] of (app.summary ?? []).entries()) {
    if (!codes.has(code))
      report(
        `summary[${index}]`,
        `「${code}」という項目はありません。`,
        'fields にある code を書いてください。',
      );
  }
  return problems;
}

/** Totals name fields of their own lines that can be added up. */
function totals(app: FormApp, report: Report): void {
  for (const [index, field] of completeFields(app.fields).entries()) {
    for (const [at, total] of ((field.options.totals ?? []) as Total[]).entries()) {
      if (total.field === undefined) continue;
      const path = `fields[${index}].options.totals[${at}].field`;
      const child = field.fields?.find((each) => each.code === total.field);
      if (child === undefined)
        report(
          path,
          `「${field.label.ja}」に「${total.field}」という項目はありません。`,
          'この明細の項目の code を書いてください。',
        );
      else if (!addsUp(child, total.by))
        report(
          path,
          `「${child.label.ja}」は${total.by === 'sum' || total.by === 'average' ? '足し合わせられません' : '大小を比べられません'}。`,
          '数や金額の項目を選ぶか、by を count にしてください。',
        );
    }
  }
}

function addsUp(child: Field, by: Total['by']): boolean {
  const type = formulaTypeOf(child);
  if (by === 'count' || type === 'number' || type === 'calculated') return true;
  return (by === 'min' || by === 'max') && (type === 'date' || type === 'datetime' || child.type === 'time');
}

type Report = (path: string, message: string, remedy: string, severity?: FormProblem['severity']) => void;

function doubles(fields: readonly DefinedField[], report: Report): void {
  const ids = new Map<number, string>();
  const visit = (list: readonly DefinedField[], path: string) => {
    const codes = new Set<string>();
    for (const [index, field] of list.entries()) {
      const at = `${path}[${index}]`;
      const code = field.code.normalize('NFKC');
      if (codes.has(code))
        report(`${at}.code`, `「${field.code}」という項目が二つあります。`, '一方の code を変えてください。');
      codes.add(code);
      const first = ids.get(field.id);
      if (first !== undefined)
        report(
          `${at}.id`,
          `番号 ${field.id} は ${first} と重なっています。`,
          '使ったことのない番号にしてください。',
        );
      ids.set(field.id, at);
      visit(field.fields ?? [], `${at}.fields`);
    }
  };
  visit(fields, 'fields');
}

function placement(app: FormApp, report: Report): void {
  const seen = new Map<string, string>();
  const pages = new Set<string>();
  for (const [index, page] of app.form.pages.entries()) {
    if (pages.has(page.id))
      report(
        `form.pages[${index}].id`,
        `ページ「${page.id}」が二つあります。`,
        '一方の id を変えてください。',
      );
    pages.add(page.id);
    for (const [at, item] of page.items.entries()) {
      if (!('field' in item)) continue;
      const path = `form.pages[${index}].items[${at}]`;
      const first = seen.get(item.field);
      if (first !== undefined)
        report(
          path,
          `「${item.field}」は ${first} にもあります。`,
          '項目は一つのページに一度だけ置いてください。',
        );
      seen.set(item.field, path);
    }
  }
  for (const [index, field] of app.fields.entries()) {
    if (isReadOnly(field.type) || seen.has(field.code)) continue;
    const must = field.required !== undefined && field.required !== false;
    report(
      `fields[${index}]`,
      `「${field.code}」はどのページにもないので、申請する人は入力できません。`,
      'ページの items に置くか、この項目を外してください。',
      must ? 'error' : 'warning',
    );
  }
}

function nameOf(app: FormApp, key: string): string {
  const [top, child] = key.split('.');
  const inLine = app.fields
    .find((field) => String(field.id) === top)
    ?.fields?.find((field) => String(field.id) === child);
  if (inLine !== undefined) return `「${inLine.label.ja}」`;
  if (key.startsWith('page:'))
    return `ページ「${app.form.pages.find((page) => `page:${page.id}` === key)?.title.ja ?? key}」`;
  return `「${app.fields.find((field) => String(field.id) === key)?.label.ja ?? key}」`;
}
