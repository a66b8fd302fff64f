/** Steps about what stands where: pages, headings, explanations, the order of fields. Pure. */
import type { App } from '#core/definitions';
import { type Edited, firstPage } from './edit-fields.ts';
import {
  fieldByCode,
  type Item,
  inserted,
  itemName,
  moved,
  type Page,
  type Target,
  withItems,
  without,
  withPages,
} from './places.ts';

type At = { page: number; index: number };

const targetAt = (body: App, { page, index }: At): Target | null => {
  const item = body.form.pages[page]?.items[index];
  if (item === undefined) return null;
  const field = 'field' in item ? fieldByCode(body, item.field) : undefined;
  return field === undefined ? { kind: 'text', page, index } : { kind: 'field', id: field.id };
};

/** `to` is a gap as it stands now, before anything was taken out. */
export function moveItem(body: App, from: At, to: At): Edited | null {
  const item = body.form.pages[from.page]?.items[from.index];
  const target = body.form.pages[to.page];
  if (item === undefined || target === undefined) return null;
  if (to.index < 0 || to.index > target.items.length) return null;
  const name = itemName(body, item);
  if (from.page === to.page) {
    const items = moved(target.items, from.index, to.index);
    const index = to.index > from.index ? to.index - 1 : to.index;
    if (index === from.index) return null;
    const next = withItems(body, to.page, items);
    return {
      body: next,
      select: targetAt(next, { page: to.page, index }),
      words: `${quoted(name)}を${index + 1}番目に動かしました（全${items.length}）。`,
    };
  }
  const taken = withItems(body, from.page, without(body.form.pages[from.page]!.items, from.index));
  const next = withItems(taken, to.page, inserted(target.items, to.index, item));
  return {
    body: next,
    select: targetAt(next, to),
    words: `${quoted(name)}をページ「${target.title.ja}」の${to.index + 1}番目に動かしました。`,
  };
}

const quoted = (name: string) => (name.includes('「') ? name : `「${name}」`);

/** A field that stood on no page is put on one. */
export function placeField(body: App, code: string, page: number): Edited {
  const opened = body.form.pages.length === 0 ? withPages(body, [firstPage()]) : body;
  const at = Math.min(page, opened.form.pages.length - 1);
  const next = withItems(opened, at, [...opened.form.pages[at]!.items, { field: code }]);
  const field = fieldByCode(body, code);
  return {
    body: next,
    select: field === undefined ? null : { kind: 'field', id: field.id },
    words: `「${field?.label.ja ?? code}」をフォームに置きました。`,
  };
}

export function addText(body: App, kind: 'heading' | 'guidance', at: At): Edited {
  const opened = body.form.pages.length === 0 ? withPages(body, [firstPage()]) : body;
  const page = Math.min(at.page, opened.form.pages.length - 1);
  const item: Item =
    kind === 'heading' ? { heading: { ja: '見出し' } } : { guidance: { ja: 'ここに説明を書きます。' } };
  return {
    body: withItems(opened, page, inserted(opened.form.pages[page]!.items, at.index, item)),
    select: { kind: 'text', page, index: at.index },
    words: kind === 'heading' ? '見出しを加えました。' : '説明文を加えました。',
  };
}

export function changeText(body: App, at: At, item: Item): Edited | null {
  const items = body.form.pages[at.page]?.items;
  if (items === undefined) return null;
  return {
    body: withItems(
      body,
      at.page,
      items.map((one, index) => (index === at.index ? item : one)),
    ),
    words: '文を変えました。',
    merge: `text:${at.page}:${at.index}`,
  };
}

export function removeText(body: App, at: At): Edited | null {
  const items = body.form.pages[at.page]?.items;
  const item = items?.[at.index];
  if (items === undefined || item === undefined) return null;
  const next = withItems(body, at.page, without(items, at.index));
  return {
    body: next,
    select: targetAt(next, { page: at.page, index: Math.min(at.index, items.length - 2) }),
    words: `${quoted(itemName(body, item))}を消しました。`,
  };
}

export function addPage(body: App): Edited {
  const { pages } = body.form;
  const used = new Set(pages.map((one) => one.id));
  let number = pages.length + 1;
  while (used.has(`page-${number}`)) number++;
  const page: Page = {
    id: `page-${number}`,
    title: { ja: `ページ${pages.length + 1}` },
    minutes: 1,
    items: [],
  };
  return {
    body: withPages(body, [...pages, page]),
    select: { kind: 'page', page: pages.length },
    words: `ページ「${page.title.ja}」を加えました。`,
  };
}

export function changePage(body: App, at: number, patch: Partial<Page>): Edited | null {
  const page = body.form.pages[at];
  if (page === undefined) return null;
  const next = Object.fromEntries(
    Object.entries({ ...page, ...patch }).filter(([, value]) => value !== undefined && value !== ''),
  ) as Page;
  return {
    body: withPages(
      body,
      body.form.pages.map((one, index) => (index === at ? next : one)),
    ),
    words: 'ページの設定を変えました。',
    merge: `page:${at}:${Object.keys(patch).join(',')}`,
  };
}

export function movePage(body: App, from: number, by: -1 | 1): Edited | null {
  const page = body.form.pages[from];
  const to = from + by;
  if (page === undefined || to < 0 || to >= body.form.pages.length) return null;
  return {
    body: withPages(body, moved(body.form.pages, from, by === 1 ? to + 1 : to)),
    select: { kind: 'page', page: to },
    words: `ページ「${page.title.ja}」を${to + 1}番目に動かしました。`,
  };
}

/** What stands on it goes to the page before: a page is never a way to lose fields. */
export function removePage(body: App, at: number): Edited | null {
  const { pages } = body.form;
  const page = pages[at];
  if (page === undefined || pages.length < 2) return null;
  const into = at === 0 ? 1 : at - 1;
  const joined = pages[into]!;
  const items = at === 0 ? [...page.items, ...joined.items] : [...joined.items, ...page.items];
  return {
    body: withPages(
      body,
      without(
        pages.map((one, index) => (index === into ? { ...one, items } : one)),
        at,
      ),
    ),
    select: { kind: 'page', page: Math.max(0, at - 1) },
    words: `ページ「${page.title.ja}」を消しました。項目は「${joined.title.ja}」に移りました。`,
  };
}
