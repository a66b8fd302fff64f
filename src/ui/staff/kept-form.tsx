/**
 * Keeps what is typed into a form until it was taken: when the session had ended, or the line broke, the words are
 * there again. Kept in this tab only, never on the disc of the browser's profile, and gone at sign-out.
 */
import { type FormHTMLAttributes, useEffect, useRef } from 'react';
import { Form, useLocation } from 'react-router';

const prefix = 'kept:';

/** What one act took: everything that is only waiting for it. */
export const clearKept = (): void => clear([prefix]);

/** At sign-out: what was typed into forms of records and what lists were asked, too, which outlives an act elsewhere in the tab. */
export const clearTab = (): void => {
  clear([prefix, 'unsaved:', 'asked:']);
  // Keys of records that were taken along (core/offline); what is sealed under them waits for the next sign-in.
  globalThis.indexedDB?.deleteDatabase('madoguchi-field-keys');
};

function clear(prefixes: readonly string[]): void {
  for (const key of Object.keys(sessionStorage))
    if (prefixes.some((one) => key.startsWith(one))) sessionStorage.removeItem(key);
}

type Props = Omit<FormHTMLAttributes<HTMLFormElement>, 'action' | 'method' | 'encType'> & {
  name: string;
  action?: string;
};

/** A posting form whose text areas and text fields survive. `name` tells it from other forms of the page. */
export function KeptForm({ name, children, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { pathname } = useLocation();
  const key = `${prefix}${pathname}#${name}`;
  useEffect(() => {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
    for (const [control, text] of Object.entries(kept)) {
      const found = form.current?.elements.namedItem(control);
      if (isText(found) && found.value === '') found.value = text;
    }
  }, [key]);
  const keep = () => {
    const texts = [...(form.current?.elements ?? [])]
      .filter(isText)
      .filter((one) => one.name !== '' && one.value !== '');
    if (texts.length === 0) sessionStorage.removeItem(key);
    else
      sessionStorage.setItem(
        key,
        JSON.stringify(Object.fromEntries(texts.map((one) => [one.name, one.value]))),
      );
  };
  return (
    <Form {...rest} method="post" ref={form} onInput={keep} data-kept={key}>
      {children}
    </Form>
  );
}

function isText(element: unknown): element is HTMLTextAreaElement | HTMLInputElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text')
  );
}
