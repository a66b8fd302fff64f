/** The forms under which two values count as the same: names however written, phones, addresses, folded text. Pure. */
import { type Answers, contracts, type Field, type Json } from '#core/fields';
import { type Address, addressKey } from '#kernel/address';
import { formatKana, nameKeys, type PersonName } from '#kernel/names';
import { normaliseForSearch } from '#kernel/text';

/** Every way in which a record can be equal to another in all these fields; none when one of them is empty. */
export function likenesses(fields: readonly Field[], answers: Answers): string[] {
  let found = [''];
  for (const field of fields) {
    const forms = formsOf(field, answers[String(field.id)]);
    if (forms.length === 0) return [];
    found = found.flatMap((before) => forms.map((form) => `${before}\u0000${form}`)).slice(0, most);
  }
  return found;
}

/** Of the combinations of forms of several names. */
const most = 64;

function formsOf(field: Field, value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (field.type === 'person-name') {
    const name = value as unknown as PersonName;
    const reading = folded(formatKana(name.kana, ''));
    const forms = nameKeys(name).map((key) => `n:${key}`);
    return [...new Set([...forms, ...(reading === '' ? [] : [`k:${reading}`])])];
  }
  if (field.type === 'address') {
    const { place, katagaki } = addressKey(value as unknown as Address);
    return place === '|' ? [] : [`${place}|${katagaki}`];
  }
  if (field.type === 'phone') return some(String(value).normalize('NFKC').replace(/\D/g, ''));
  if (typeof value === 'string') return some(folded(value));
  return some(folded(contracts[field.type].print(value, field, 'ja')));
}

const folded = (text: string): string => normaliseForSearch(text).replace(/[\s,]/g, '');
const some = (text: string): string[] => (text === '' ? [] : [text]);
