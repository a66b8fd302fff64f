/** The form of the settings: what it shows, and what it says when it comes back. */
import type { WorkApp } from '#core/definitions';
import type { Settings } from './change-settings.server.ts';

export const mostTitles = 3;
export const mostKeys = 5;
export const mostOfKey = 4;

/** Fields that can name a record or be unique: neither lines nor what is never shown. */
export function nameable(app: Pick<WorkApp, 'fields'>): { code: string; label: string }[] {
  return app.fields
    .filter((field) => !('fields' in field) && field.classification !== 'sealed' && field.type !== 'related')
    .map((field) => ({ code: field.code, label: field.label?.ja || field.code }));
}

export function settingsIn(form: FormData): Settings {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const several = (name: string, most: number) =>
    Array.from({ length: most }, (_, index) => text(`${name}-${index}`)).filter((code) => code !== '');
  return {
    title: text('title'),
    description: text('description'),
    department: text('department'),
    titleFields: [...new Set(several('titleField', mostTitles))],
    unique: Array.from({ length: mostKeys }, (_, index) => several(`unique-${index}`, mostOfKey)).filter(
      (codes) => codes.length > 0,
    ),
    legalBasis: text('legalBasis'),
    offlineHours: text('offline') === '' ? null : Number(text('offlineHours') || Number.NaN),
    individualNumberBasis: text('individualNumberBasis'),
    standardisedSystem: text('standardisedSystem'),
  };
}
