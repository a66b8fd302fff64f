/** What a form or an address says about a wish; anything odd is left to the use case to refuse. */
import { filterParams, readFilter } from '#core/cases';
import type { Encoding, ExportWish, Format, SourceName } from '#core/exports';

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
export const numberIn = (form: FormData, name: string): number => Number.parseInt(textIn(form, name), 10);

export function sourceIn(text: string | null): SourceName {
  return text === 'staff' || text === 'departments' || text === 'records' ? text : 'cases';
}

/** Only what the inbox knows. */
export const queryIn = (search: URLSearchParams): Record<string, string> => filterParams(readFilter(search));

/** Which app, and which of its views: neither names anybody. */
export const appIn = (search: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    (['app', 'view'] as const).flatMap((name) => {
      const value = search.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );

export function wishIn(form: FormData): ExportWish {
  const source = sourceIn(textIn(form, 'source'));
  const query = new URLSearchParams(textIn(form, 'query'));
  return {
    source,
    query: source === 'records' ? appIn(query) : queryIn(query),
    columns: form.getAll('columns').map(String),
    format: textIn(form, 'format') as Format,
    encoding: textIn(form, 'encoding') as Encoding,
  };
}
