/** Sealed answers never lie open in a draft, an application, a message or a record. */
import {
  type Answers,
  belongsTo,
  contracts,
  controlName,
  type Field,
  type Json,
  type Line,
  type Typed,
} from '#core/fields';
import type { Seals, Vault } from '#platform/crypto.server';
import { escapeKey, hasSealed, isSealed, mapSealed } from './json.ts';
import { type AnswerPlace, placeOf, typedPlace } from './places.ts';

const sealedTyped = '~sealed';

/** Answers with the values of sealed fields as ciphertext of this place. */
export async function sealAnswers(
  seals: Seals,
  at: AnswerPlace,
  fields: readonly Field[],
  answers: Answers,
): Promise<Answers> {
  if (!fields.some((field) => needsSealing(field, answers[field.id]))) return answers;
  return sealInside(await seals(), at, fields, answers, '');
}

/** The inverse. Throws when a value does not open: going on without it would lose what the person gave. */
export async function openAnswers(seals: Seals, at: AnswerPlace, answers: Answers): Promise<Answers> {
  if (!hasSealed(answers)) return answers;
  const vault = await seals();
  return mapSealed(answers, ({ sealed }, path) => {
    const plain = vault.open(new Uint8Array(Buffer.from(sealed, 'base64')), placeOf(at, path));
    return JSON.parse(Buffer.from(plain).toString()) as Json;
  });
}

/** What was typed into sealed controls goes into one ciphertext. */
export async function sealTyped(
  seals: Seals,
  at: AnswerPlace,
  fields: readonly Field[],
  typed: Typed,
): Promise<Typed> {
  const secret: Typed = {};
  const open: Typed = {};
  for (const [name, values] of Object.entries(typed))
    (isSealedControl(fields, name) ? secret : open)[name] = values;
  if (Object.keys(secret).length === 0) return open;
  const vault = await seals();
  return { ...open, [sealedTyped]: [vault.seal(JSON.stringify(secret), typedPlace(at))] };
}

export async function openTyped(seals: Seals, at: AnswerPlace, typed: Typed): Promise<Typed> {
  const { [sealedTyped]: sealed, ...open } = typed;
  if (sealed?.[0] === undefined) return open;
  const vault = await seals();
  return { ...open, ...(JSON.parse(vault.open(sealed[0], typedPlace(at))) as Typed) };
}

/** What was typed, under the active key. */
export function renewTypedIn(vault: Vault, at: AnswerPlace, typed: Typed): Typed {
  const sealed = typed[sealedTyped]?.[0];
  if (sealed === undefined || vault.isCurrent(sealed)) return typed;
  const place = typedPlace(at);
  return { ...typed, [sealedTyped]: [vault.seal(vault.open(sealed, place), place)] };
}

/** Also of a field as a pack wrote it: some types are sealed whatever it says. */
const isSealedField = (field: Field) =>
  field.classification === 'sealed' || contracts[field.type].classification === 'sealed';

const isGiven = (value: Json | undefined): value is Json => value !== undefined && value !== null;
const linesIn = (value: Json) => (Array.isArray(value) ? (value as unknown as Line[]) : []);

function needsSealing(field: Field, value: Json | undefined): boolean {
  if (!isGiven(value)) return false;
  if (isSealedField(field)) return true;
  const inner = field.fields;
  return (
    inner !== undefined &&
    linesIn(value).some((line) => inner.some((one) => needsSealing(one, line.values[one.id])))
  );
}

function sealInside(
  vault: Vault,
  at: AnswerPlace,
  fields: readonly Field[],
  answers: Answers,
  above: string,
): Answers {
  const changed: Answers = { ...answers };
  for (const field of fields) {
    const value = answers[field.id];
    if (!isGiven(value)) continue;
    const path = `${above}${field.id}`;
    if (isSealedField(field)) changed[field.id] = sealValue(vault, at, path, value);
    else if (field.fields !== undefined && Array.isArray(value))
      changed[field.id] = linesIn(value).map((line) => ({
        ...line,
        values: sealInside(vault, at, field.fields ?? [], line.values, `${path}/${escapeKey(line.key)}/`),
      })) as unknown as Json;
  }
  return changed;
}

function sealValue(vault: Vault, at: AnswerPlace, path: string, value: Json): Json {
  // Sealed for somewhere else it would be lost here: nobody could open it.
  if (isSealed(value)) throw new Error('a value that is sealed already cannot be sealed for another place');
  const plain = new Uint8Array(Buffer.from(JSON.stringify(value)));
  return { sealed: Buffer.from(vault.seal(plain, placeOf(at, path))).toString('base64') };
}

/** Whether a control belongs to a sealed field, at the top or inside a line. */
function isSealedControl(fields: readonly Field[], name: string): boolean {
  return fields.some((field) => {
    const own = controlName(field);
    if (!belongsTo(name, own)) return false;
    if (isSealedField(field)) return true;
    const inner = /^\[[a-z0-9]+\]\.(.+)$/.exec(name.slice(own.length))?.[1];
    return inner !== undefined && field.fields !== undefined && isSealedControl(field.fields, inner);
  });
}
