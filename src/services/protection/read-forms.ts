/** What the forms of this room post, read into the shapes of core. Pure. */
import {
  type MeasureKind,
  measureKinds,
  type PersonRole,
  personRoles,
  seenDocuments,
} from '#core/protection';
import { parseFullDate } from '#kernel/dates';
import { type Issue, sentenceOf } from '#kernel/errors';
import type { PersonName } from '#kernel/names';
import { fail, ok, type Result } from '#kernel/result';

export interface TypedPerson {
  role: PersonRole;
  name: PersonName;
  birthDate: string | null;
  addresseeNumber: string | null;
  addresses: string[];
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A day as people type it; an issue where it cannot be read. */
export function dayIn(form: FormData, name: string, today: string, issues: Issue[]): string | null {
  const typed = text(form, name);
  if (typed === '') return null;
  const read = parseFullDate(typed, { today });
  if (read.ok) return read.value.date;
  issues.push({ path: name, message: sentenceOf(read.error) });
  return null;
}

/** One person; null where nothing was typed. `prefix` is `persons.0`, say. */
export function personIn(form: FormData, prefix: string, today: string, issues: Issue[]): TypedPerson | null {
  const part = (name: string) => text(form, `${prefix}.${name}`);
  const birthDate = dayIn(form, `${prefix}.birthDate`, today, issues);
  const addresses = part('addresses')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const number = part('addresseeNumber').normalize('NFKC');
  const filled = ['family', 'given', 'kanaFamily', 'kanaGiven'].some((name) => part(name) !== '');
  if (!filled && birthDate === null && number === '' && addresses.length === 0) return null;
  const role = part('role') as PersonRole;
  const kana = { family: part('kanaFamily'), given: part('kanaGiven') };
  return {
    role: personRoles.includes(role) ? role : 'along',
    name:
      part('given') === ''
        ? { kind: 'one', single: part('family'), kana: { single: `${kana.family}${kana.given}` } }
        : { kind: 'two', family: part('family'), given: part('given'), kana },
    birthDate,
    addresseeNumber: number === '' ? null : number,
    addresses,
  };
}

/** Who is meant: the decision about one match. An unknown answer leaves the measure in force. */
export function matchIn(form: FormData): {
  personId: string;
  verdict: 'same' | 'different' | 'unrelated';
  reason: string;
} {
  const verdict = text(form, 'verdict');
  return {
    personId: text(form, 'about'),
    verdict: verdict === 'different' || verdict === 'unrelated' ? verdict : 'same',
    reason: text(form, 'matchReason'),
  };
}

/** Allowed or not; an issue where nothing was chosen. */
export function verdictIn(form: FormData): Result<'allow' | 'refuse'> {
  const verdict = text(form, 'verdict');
  return verdict === 'allow' || verdict === 'refuse'
    ? ok(verdict)
    : fail('invalid', undefined, [{ path: 'verdict', message: '認めるか、認めないかを選んでください。' }]);
}

export const seenIn = (form: FormData): string[] =>
  form
    .getAll('seen')
    .map(String)
    .filter((one) => (seenDocuments as readonly string[]).includes(one));

export function kindIn(form: FormData): MeasureKind {
  const typed = text(form, 'kind') as MeasureKind;
  return measureKinds.includes(typed) ? typed : 'other';
}

/** A record by the address of its page, as somebody copies it; nothing where it is none. */
export function recordIn(address: string): { appId: string; recordId: string } {
  const parts = address.split(/[?#]/, 1)[0]!.split('/');
  const at = parts.indexOf('records');
  return { appId: parts[at - 1] ?? '', recordId: at < 0 ? '' : (parts[at + 1] ?? '') };
}
