/** A Japanese address in parts, with the text as written kept. Post codes are looked up through a port, never required. */
import {
  type Address,
  formatAddress,
  isPrefectureName,
  parsePostCode,
  prefectureAtStart,
} from '#kernel/address';
import type { Issue } from '#kernel/errors';
import { normaliseTypedLine } from '#kernel/text';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';
import type { Typed } from '../model.ts';
import { characterIssues, lengthIssues } from '../read-text.ts';

export type AddressOptions = {
  postCode: boolean;
  katagaki: boolean;
  /** The address of the person who types: browsers may fill it in. */
  own: boolean;
  /** The city's own prefecture, offered first; a fictional city may name one that is none of the 47. */
  homePrefecture?: string;
};

export const addressParts = ['postCode', 'prefecture', 'city', 'town', 'block', 'katagaki'] as const;

/** 北九州市門司区 → 北九州市 and 門司区; everything else is the city. */
function splitWard(text: string): { city?: string; ward?: string } {
  const match = /^(.+?市)(.+区)$/.exec(text);
  if (match) return { city: match[1], ward: match[2] };
  return text === '' ? {} : { city: text };
}

/** People who write the prefecture into the next box are understood. */
function splitPrefecture(prefecture: string, city: string): { prefecture: string; city: string } {
  const found = prefecture === '' ? prefectureAtStart(city) : undefined;
  return found === undefined
    ? { prefecture, city }
    : { prefecture: found.name, city: city.slice(found.name.length).trim() };
}

export const addressContract: FieldContract<Address, AddressOptions> = {
  classification: 'personal',
  missing: 'required.enter',
  parts: (field) =>
    addressParts.filter(
      (part) => (part !== 'postCode' && part !== 'katagaki') || field.options[part] !== false,
    ),
  parse(typed, name, _field, context) {
    const part = (each: string) => normaliseTypedLine(typedIn(typed, `${name}.${each}`));
    const { prefecture, city } = splitPrefecture(part('prefecture'), part('city'));
    const rest = { ...splitWard(city), town: part('town'), block: part('block'), katagaki: part('katagaki') };
    const address = withoutEmpty({ prefecture, ...rest });
    const postText = part('postCode');
    const post = postText === '' ? undefined : parsePostCode(postText);
    if (post === undefined && Object.keys(address).length === 0) return { value: null, issues: [] };
    const issues: Issue[] = post?.ok === false ? [issue('postCode.invalid', context, {}, 'postCode')] : [];
    const asWritten = formatAddress(address);
    return { value: withoutEmpty({ postCode: post?.ok ? post.value : '', ...address, asWritten }), issues };
  },
  validate(value, field, context) {
    const issues: Issue[] = [];
    if (value.prefecture === undefined) issues.push(issue('address.prefecture', context, {}, 'prefecture'));
    else if (!isPrefectureName(value.prefecture) && value.prefecture !== field.options.homePrefecture)
      issues.push(issue('choice.unknown', context, {}, 'prefecture'));
    if (value.city === undefined) issues.push(issue('address.city', context, {}, 'city'));
    if (value.town === undefined && value.block === undefined)
      issues.push(issue('address.town', context, {}, 'town'));
    for (const part of ['city', 'town', 'block', 'katagaki'] as const) {
      const text = value[part] ?? '';
      const problems = characterIssues(text, context, part);
      issues.push(...(problems.length > 0 ? problems : lengthIssues(text, undefined, 100, context, part)));
    }
    return issues;
  },
  toTyped(value, name): Typed {
    const city = `${value.city ?? ''}${value.ward ?? ''}`;
    const parts = {
      postCode: postText(value.postCode),
      prefecture: value.prefecture,
      city,
      town: value.town,
      block: value.block,
      katagaki: value.katagaki,
    };
    const typed: Typed = {};
    for (const [part, text] of Object.entries(parts))
      if (text !== undefined && text !== '') typed[`${name}.${part}`] = [text];
    return typed;
  },
  print: (value) => formatAddress(value, { postCode: true }),
  formulaType: 'text',
  toFormula: (value) => formatAddress(value),
};

const postText = (postCode: string | undefined): string | undefined =>
  postCode?.replace(/^(\d{3})(\d{4})$/, '$1-$2');

function withoutEmpty(address: Address): Address {
  return Object.fromEntries(
    Object.entries(address).filter(([, text]) => text !== undefined && text !== ''),
  ) as Address;
}

/** What a post code stands for. */
export interface TownFound {
  prefecture: string;
  city: string;
  town: string;
}

/** The typed parts with a town found put in; block and 方書 stay as they are. */
export function withTown(typed: Typed, name: string, found: TownFound): Typed {
  const put = {
    [`${name}.prefecture`]: [found.prefecture],
    [`${name}.city`]: [found.city],
    [`${name}.town`]: [found.town],
  };
  return { ...typed, ...put };
}
