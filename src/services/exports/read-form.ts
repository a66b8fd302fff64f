/** What a form or an address says about a wish; anything odd is left to the use case to refuse. */
import { filterParams, readFilter } from '#core/cases';
import type { Encoding, ExportWish, Format, SourceName } from '#core/exports';

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
export const numberIn = (form: FormData, name: string): number => Number.parseInt(textIn(form, name), 10);

/** Records of work apps are asked for on the page of their app. */
export function sourceIn(text: string | null): Exclude<SourceName, 'records'> {
  return text === 'staff' || text === 'departments' ? text : 'cases';
}

/** Only what the inbox knows. */
export const queryIn = (search: URLSearchParams): Record<string, string> => filterParams(readFilter(search));

export function wishIn(form: FormData): ExportWish {
  const source = sourceIn(textIn(form, 'source'));
  return {
    source,
    query: queryIn(new URLSearchParams(textIn(form, 'query'))),
    columns: form.getAll('columns').map(String),
    format: textIn(form, 'format') as Format,
    encoding: textIn(form, 'encoding') as Encoding,
  };
}
