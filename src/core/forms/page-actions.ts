/** Buttons inside a page that work without script: add and remove lines, drop files, look up a post code, find, copy. */
import {
  contracts,
  type Field,
  type LinesOptions,
  type MessageCode,
  nextLineKey,
  say,
  type TownFound,
  type Typed,
  typedIn,
  withTown,
} from '#core/fields';
import { parsePostCode } from '#kernel/address';
import { findField } from './find-field.ts';
import type { Form, FormContext } from './model.ts';
import { type ActedPage, copyOnPage, type FindPorts, findOnPage } from './page-find.ts';

export type { ActedPage } from './page-find.ts';

import { isEditable } from './restrict.ts';

/** Name of the buttons; `value` says what to do. */
export const actionName = '_action';

export type PageAction =
  | { kind: 'add'; name: string }
  | { kind: 'remove'; name: string; key: string }
  | { kind: 'drop'; name: string; fileId: string }
  | { kind: 'lookup'; name: string }
  | { kind: 'find'; name: string }
  | { kind: 'copy'; name: string }
  /** next, back, save, send …: what the page of the service means by it. */
  | { kind: 'other'; value: string };

/** Reads `add:f3`, `remove:f3:k1`, `drop:f9:<file>`, `lookup:f5`, `find:f5`, `copy:f5`; a page without any is `next`. */
export function readAction(typed: Typed): PageAction {
  const value = typedIn(typed, actionName) || 'next';
  const [kind, name = '', rest = ''] = value.split(':');
  if (kind === 'add' || kind === 'lookup' || kind === 'find' || kind === 'copy') return { kind, name };
  if (kind === 'remove') return { kind, name, key: rest };
  if (kind === 'drop') return { kind, name, fileId: rest };
  return { kind: 'other', value };
}

export interface PagePorts extends FindPorts {
  /** What a post code of seven digits stands for; null when nothing is known. */
  lookUpTown?(postCode: string): Promise<TownFound | null>;
}

/** What the page holds after one of its own buttons. Nothing else typed changes; the caller keeps it and shows the page again. */
export async function actOnPage(
  form: Form,
  typed: Typed,
  action: PageAction,
  context: FormContext,
  ports: PagePorts = {},
): Promise<ActedPage> {
  if (action.kind === 'other') return { typed, notices: [] };
  const found = findField(form, action.name);
  if (found === undefined || !isEditable(form, found.name)) return { typed, notices: [] };
  switch (action.kind) {
    case 'add':
      return addLine(typed, found.name, found.field as unknown as Field, context);
    case 'remove':
      return removeLine(typed, found.name, action.key);
    case 'drop':
      return {
        typed: { ...typed, [`${found.name}.drop`]: [...(typed[`${found.name}.drop`] ?? []), action.fileId] },
        focus: found.name,
        notices: [],
      };
    case 'lookup':
      return lookUp(typed, found.name, context, ports);
    case 'find':
      return findOnPage(typed, found.name, found.field as unknown as Field, context, ports);
    case 'copy':
      if (found.field.type !== 'lookup') return { typed, notices: [] };
      return copyOnPage(form, typed, found.name, found.field as unknown as Field, context, ports);
  }
}

function addLine(typed: Typed, name: string, field: Field, context: FormContext): ActedPage {
  const keys = typed[`${name}.keys`] ?? [];
  const { max = 100 } = field.options as Partial<LinesOptions>;
  if (keys.length >= max) {
    const issues = contracts.lines.validate(
      Array.from({ length: max + 1 }, () => ({ key: 'k', values: {} })),
      field,
      { today: context.today, language: context.language, texts: context.texts },
    );
    return { typed, focus: name, notices: issues.map(({ message }) => ({ path: name, message })) };
  }
  const key = nextLineKey(keys);
  const first = field.fields?.[0];
  return {
    typed: { ...typed, [`${name}.keys`]: [...keys, key] },
    focus: first === undefined ? name : `${name}[${key}].f${first.id}`,
    notices: [],
  };
}

function removeLine(typed: Typed, name: string, key: string): ActedPage {
  const rest = Object.entries(typed).filter(([control]) => !control.startsWith(`${name}[${key}].`));
  const keys = (typed[`${name}.keys`] ?? []).filter((each) => each !== key);
  return { typed: { ...Object.fromEntries(rest), [`${name}.keys`]: keys }, focus: name, notices: [] };
}

async function lookUp(
  typed: Typed,
  name: string,
  context: FormContext,
  ports: PagePorts,
): Promise<ActedPage> {
  const path = `${name}.postCode`;
  const told = (code: MessageCode): ActedPage => ({
    typed,
    focus: path,
    notices: [{ path, message: say(code, context) }],
  });
  const postCode = parsePostCode(typedIn(typed, path));
  if (!postCode.ok) return told('postCode.invalid');
  if (ports.lookUpTown === undefined) return told('postCode.unavailable');
  const town = await ports.lookUpTown(postCode.value).catch(() => undefined);
  if (town === undefined) return told('postCode.unavailable');
  if (town === null) return told('postCode.unknown');
  return {
    typed: withTown(typed, name, town),
    focus: `${name}.block`,
    notices: [{ path: `${name}.town`, message: say('postCode.found', context) }],
  };
}
