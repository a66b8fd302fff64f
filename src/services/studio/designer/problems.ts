/** What is wrong, beside what it is about. Places come as paths into the body that was checked. Pure. */
import type { AppProblem } from '#core/apps';
import type { App } from '#core/definitions';
import { fieldByCode, type Target } from './model/places.ts';

export interface PlacedProblem {
  target: Target | null;
  /** Within the field, e.g. `options.min`. */
  part: string;
  level: AppProblem['level'];
  message: string;
}

export function placeProblems(problems: readonly AppProblem[], body: App): PlacedProblem[] {
  return problems.map(({ path, level, ja }) => {
    const { target, part } = targetOf(path, body);
    return { target, part, level, message: plain(path, body) ?? ja };
  });
}

function targetOf(path: string, body: App): { target: Target | null; part: string } {
  const ofField = /^fields\[(\d+)\](?:\.fields\[(\d+)\])?\.?(.*)$/.exec(path);
  if (ofField !== null) {
    const field = body.fields[Number(ofField[1])];
    const line = ofField[2] === undefined ? undefined : field?.fields?.[Number(ofField[2])];
    if (field === undefined) return { target: null, part: '' };
    const part = ofField[3] ?? '';
    return line === undefined
      ? { target: { kind: 'field', id: field.id }, part }
      : { target: { kind: 'line', lines: field.id, id: line.id }, part };
  }
  const ofPage = /^form\.pages\[(\d+)\](?:\.items\[(\d+)\])?\.?(.*)$/.exec(path);
  if (ofPage === null) return { target: null, part: '' };
  const [page, index] = [Number(ofPage[1]), Number(ofPage[2])];
  if (ofPage[2] === undefined) return { target: { kind: 'page', page }, part: ofPage[3] ?? '' };
  const item = body.form.pages[page]?.items[index];
  const field = item !== undefined && 'field' in item ? fieldByCode(body, item.field) : undefined;
  return {
    target: field === undefined ? { kind: 'text', page, index } : { kind: 'field', id: field.id },
    part: ofPage[3] ?? '',
  };
}

/** Where the words of the schema would not help whoever builds. */
function plain(path: string, body: App): string | undefined {
  const items = /^form\.pages\[(\d+)\]\.items$/.exec(path);
  if (items !== null && (body.form.pages[Number(items[1])]?.items.length ?? 0) === 0)
    return 'このページにはまだ項目がありません。項目を置くか、ページを消してください。';
  if (/\.label\.ja$/.test(path)) return '項目名を書いてください。';
  if (/\.(heading|guidance)\.ja$/.test(path)) return '文を書いてください。';
  if (/\.title\.ja$/.test(path)) return 'ページの名前を書いてください。';
  if (/\.options\.formula$/.test(path)) return '式を書いてください。';
  if (/\.options\.choices\[\d+\]\.(value|label\.ja)$/.test(path)) return '選択肢の言葉を書いてください。';
  if (/\.options\.app$/.test(path)) return 'どの業務アプリかを選んでください。';
  if (/\.options\.(point|layer|key|by)$/.test(path) || /\.options\.show$/.test(path))
    return 'まだ選んでいない設定があります。';
  return undefined;
}
