/** The sentences that fields of some types can say: what a page hands to its script, which carries none itself. */
import { type MessageCode, messages, type Reader, say } from './messages.ts';
import { type FieldType, fileTypes } from './model.ts';

/** Kinds of sentences by the first part of their code, and the types that say them; others are said by all. */
const sayers: Record<string, readonly FieldType[]> = {
  text: ['text', 'long-text', 'address', 'number', 'code-scan', 'rich-text', 'corporate-number', 'link'],
  number: ['number', 'money'],
  date: ['date', 'birth-date'],
  choice: [
    'choice',
    'multiple-choice',
    'score-choice',
    'address',
    'user',
    'department',
    'group',
    'reference',
    'lookup',
  ],
  name: ['person-name'],
  postCode: ['address'],
  address: ['address'],
  phone: ['phone'],
  mail: ['mail'],
  bank: ['bank-account'],
  individual: ['individual-number'],
  file: fileTypes,
  files: fileTypes,
  photo: ['annotated-photo'],
  lines: ['lines', 'household-members'],
  total: ['lines', 'household-members'],
  entries: ['lines', 'household-members'],
  agreed: ['consent'],
  time: ['time'],
  dateTime: ['date-time'],
  link: ['link'],
  scanned: ['code-scan'],
  richText: ['rich-text'],
  signature: ['signature'],
  point: ['map-point'],
  area: ['area'],
  corporate: ['corporate-number'],
  pick: ['user', 'department', 'group', 'reference'],
  lookup: [],
  related: [],
  // Said by the server only.
  names: [],
  scan: [],
  sealed: [],
};

export function sentencesFor(types: Iterable<FieldType>, reader: Reader): Record<string, string> {
  const given = new Set(types);
  const found: Record<string, string> = {};
  for (const code of Object.keys(messages) as MessageCode[]) {
    const kind = code.split('.')[0] ?? code;
    if (sayers[kind]?.some((type) => given.has(type)) ?? true) found[`fields.${code}`] = say(code, reader);
  }
  return found;
}

/** Those that a page says which React draws again in the browser: what only the server says elsewhere, too. */
export function sentencesShown(types: Iterable<FieldType>, reader: Reader): Record<string, string> {
  const found = sentencesFor(types, reader);
  for (const code of Object.keys(messages) as MessageCode[])
    if (sayers[code.split('.')[0] ?? code]?.length === 0) found[`fields.${code}`] = say(code, reader);
  return found;
}
