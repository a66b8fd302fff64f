/** What the form of columns says. */
import type { Mapping } from '#core/imports';

export function readMapping(form: FormData, width: number): Mapping {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    columns: Array.from({ length: width }, (_one, column) => text(`column${column}`)),
    key: text('key'),
    unmatched: text('unmatched') === 'refuse' ? 'refuse' : 'add',
    blank: text('blank') === 'clear' ? 'clear' : 'keep',
  };
}
