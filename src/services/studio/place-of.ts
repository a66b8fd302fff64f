/** Where something to mend is mended: the page of the Studio, and the words of the link. Pure. */
import type { App } from '#core/definitions';

export interface MendPlace {
  page: 'form' | 'settings' | 'access' | 'process';
  /** Id of the field, for the designer. */
  field?: number;
  /** The control on the settings page. */
  control?: string;
  text: string;
}

/** `path` as problems carry it: `fields[3].options.min`, `work.access[0].when`, `title`. */
export function placeOf(path: string, body: Pick<App, 'fields'>): MendPlace {
  const field = /^fields\[(\d+)\]/.exec(path)?.[1];
  if (field !== undefined) {
    const found = body.fields[Number(field)];
    const label = found?.label?.ja;
    return {
      page: 'form',
      ...(found === undefined ? {} : { field: found.id }),
      text: label ? `項目「${label}」を直す` : 'フォームを直す',
    };
  }
  if (/^work\.(access|fieldAccess)/.test(path)) return { page: 'access', text: 'アクセス権を直す' };
  if (path.startsWith('work.process')) return { page: 'process', text: '流れと決裁を直す' };
  const control = controls.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (control !== undefined) return { page: 'settings', control, text: '設定を直す' };
  return { page: 'form', text: 'フォームを直す' };
}

const controls: [prefix: string, control: string][] = [
  ['title', 'title'],
  ['description', 'description'],
  ['standardisedSystem', 'standardisedSystem'],
  ['individualNumberBasis', 'individualNumberBasis'],
  ['work.department', 'department'],
  ['work.title', 'titleField-0'],
  ['work.unique', 'unique-0-0'],
  ['work.legalBasis', 'legalBasis'],
];
