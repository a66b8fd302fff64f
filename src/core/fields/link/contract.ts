/** The address of a page, of mail or of a telephone. Shown as a link that tells the other side nothing. */
import type { FieldContract } from '../contract.ts';
import { issue } from '../messages.ts';
import type { Field } from '../model.ts';
import { lengthIssues, readLine } from '../read-text.ts';
import { type LinkKind, linkKinds, linkText, readLink } from './read-link.ts';

export type LinkOptions = { kinds: LinkKind[]; maxLength: number };

const allowed = (field: Field<LinkOptions>): readonly LinkKind[] => field.options.kinds ?? linkKinds;

export const linkContract: FieldContract<string, LinkOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = readLine(typed, name);
    if (text === '') return { value: null, issues: [] };
    const link = readLink(text);
    return link === null
      ? { value: null, issues: [issue('link.invalid', context)] }
      : { value: link.value, issues: [] };
  },
  validate(value, field, context) {
    const link = typeof value === 'string' ? readLink(value) : null;
    if (link === null || link.value !== value) return [issue('link.invalid', context)];
    if (!allowed(field).includes(link.kind)) return [issue(`link.${allowed(field)[0] ?? 'web'}`, context)];
    return lengthIssues(value, undefined, field.options.maxLength ?? 2000, context);
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: linkText,
  formulaType: 'text',
  toFormula: (value) => value,
};
