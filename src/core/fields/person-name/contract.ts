/** A person's name: 氏 and 名, or one name. Readings are asked for where a procedure needs them and never forced. */
import type { Issue } from '#kernel/errors';
import { formatKana, formatName, normaliseName, type PersonName, validateName } from '#kernel/names';
import type { FieldContext, FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue, type MessageCode } from '../messages.ts';
import type { Field, Typed } from '../model.ts';

export type PersonNameOptions = {
  /** Asks for the reading; `optional` stays optional whatever the field's own `required`. */
  kana: 'none' | 'optional';
  romanised: boolean;
  alias: boolean;
  formerFamily: boolean;
  /** Offers 「名前は一つだけ」. */
  oneName: boolean;
  /** The name of the person who types: browsers may fill it in. */
  own: boolean;
};

/** The parts asked for, in order. */
export function nameParts(options: Partial<PersonNameOptions>): string[] {
  return [
    'family',
    'given',
    ...(options.kana === 'optional' ? ['kana.family', 'kana.given'] : []),
    ...(options.romanised === true ? ['romanised'] : []),
    ...(options.formerFamily === true ? ['formerFamily'] : []),
    ...(options.alias === true ? ['alias'] : []),
  ];
}

function read(typed: Typed, name: string, field: Field<PersonNameOptions>): PersonName {
  const part = (each: string) => typedIn(typed, `${name}.${each}`);
  const asked = nameParts(field.options);
  const extra = (each: string) => (asked.includes(each) ? part(each) : '');
  const extras = {
    romanised: extra('romanised'),
    alias: extra('alias'),
    formerFamily: extra('formerFamily'),
  };
  const [family, given] = [part('family'), part('given')];
  const [kanaFamily, kanaGiven] = [extra('kana.family'), extra('kana.given')];
  if (part('one') !== 'yes' || field.options.oneName === false) {
    return normaliseName({
      kind: 'two',
      family,
      given,
      ...extras,
      kana: { family: kanaFamily, given: kanaGiven },
    });
  }
  const single = [family, given].map((text) => text.trim()).filter((text) => text !== '');
  const kana = [kanaFamily, kanaGiven].map((text) => text.trim()).filter((text) => text !== '');
  return normaliseName({
    kind: 'one',
    single: single.join(' '),
    ...extras,
    kana: { single: kana.join(' ') },
  });
}

const blank = (name: PersonName): boolean =>
  (name.kind === 'two' ? name.family + name.given : name.single) === '' &&
  Object.keys(name).every((key) => ['kind', 'family', 'given', 'single'].includes(key));

export const personNameContract: FieldContract<PersonName, PersonNameOptions> = {
  classification: 'personal',
  missing: 'required.enter',
  parts: (field) => nameParts(field.options),
  parse(typed, name, field) {
    const value = read(typed, name, field);
    return { value: blank(value) ? null : value, issues: [] };
  },
  validate: (value, _field, context) => validateName(value).map((each) => translated(each, value, context)),
  toTyped(value, name): Typed {
    const typed: Typed = {};
    const put = (part: string, text: string | undefined) => {
      if (text !== undefined && text !== '') typed[`${name}.${part}`] = [text];
    };
    put('family', value.kind === 'two' ? value.family : value.single);
    put('given', value.kind === 'two' ? value.given : undefined);
    put('one', value.kind === 'one' ? 'yes' : undefined);
    put('kana.family', value.kana?.single ?? value.kana?.family);
    put('kana.given', value.kana?.given);
    put('romanised', value.romanised);
    put('formerFamily', value.formerFamily);
    put('alias', value.alias);
    return typed;
  },
  print(value) {
    const kana = formatKana(value.kana);
    const extras = [kana, value.romanised, value.alias].filter((text) => text !== undefined && text !== '');
    return (
      formatName(value, { formerFamily: true }) + (extras.length === 0 ? '' : `（${extras.join('、')}）`)
    );
  },
  formulaType: 'text',
  toFormula: (value) => formatName(value),
};

/** The kernel speaks Japanese; other languages get a sentence of the table. Paths of one name lead to the first box. */
function translated(each: Issue, value: PersonName, context: FieldContext): Issue {
  const path = each.path === 'single' ? 'family' : each.path === 'kana.single' ? 'kana.family' : each.path;
  if (context.language === 'ja') return { path, message: each.message };
  const text =
    path === 'family'
      ? value.kind === 'two'
        ? value.family
        : value.single
      : path === 'given' && value.kind === 'two'
        ? value.given
        : 'x';
  const codes: Record<string, MessageCode> = {
    romanised: 'name.romanised',
    'kana.family': 'name.kana',
    'kana.given': 'name.kana',
  };
  if (text === '') return issue(path === 'given' ? 'name.given' : 'name.family', context, {}, path);
  return issue(codes[path] ?? 'name.unusable', context, {}, path);
}
