/**
 * Sealed answers never lie open in a draft, an application or a message. A sealed value is kept as `{ sealed: base64 }`
 * of its JSON, bound to municipality, app and field; what was typed for it is kept together under `~sealed`.
 */
import {
  type Answers,
  belongsTo,
  controlName,
  type Field,
  type Json,
  type Line,
  type Typed,
} from '#core/fields';
import type { Keyring, SealContext } from '#platform/crypto.server';

export interface Sealer {
  keyring: Keyring;
  municipality: string;
  appId: string;
}

const sealedTyped = '~sealed';

/** The context both zones use for a field's value. */
export function sealContext(sealer: Pick<Sealer, 'municipality' | 'appId'>, fieldId: number): SealContext {
  return { municipality: sealer.municipality, purpose: `answer:${sealer.appId}:${fieldId}` };
}

/** Answers with sealed values as ciphertext. A value that already is ciphertext (unchanged) stays as it is. */
export function sealAnswers(sealer: Sealer, fields: readonly Field[], answers: Answers): Answers {
  return mapSealed(fields, answers, (field, value) =>
    isSealed(value) ? value : sealValue(sealer, field.id, value),
  );
}

/** The inverse; a value whose key is gone becomes empty, so that it is asked for again rather than sent broken. */
export function openAnswers(sealer: Sealer, fields: readonly Field[], answers: Answers): Answers {
  return mapSealed(fields, answers, (field, value) => {
    if (!isSealed(value)) return value;
    const opened = sealer.keyring.unseal(
      new Uint8Array(Buffer.from(value.sealed, 'base64')),
      sealContext(sealer, field.id),
    );
    return opened.ok ? (JSON.parse(Buffer.from(opened.value).toString()) as Json) : null;
  });
}

/** What was typed into sealed controls goes into one ciphertext. */
export function sealTyped(sealer: Sealer, fields: readonly Field[], typed: Typed): Typed {
  const secret: Typed = {};
  const open: Typed = {};
  for (const [name, values] of Object.entries(typed))
    (isSealedControl(fields, name) ? secret : open)[name] = values;
  if (Object.keys(secret).length === 0) return open;
  const context = { municipality: sealer.municipality, purpose: `typed:${sealer.appId}` };
  return { ...open, [sealedTyped]: [sealer.keyring.seal(JSON.stringify(secret), context)] };
}

export function openTyped(sealer: Sealer, typed: Typed): Typed {
  const { [sealedTyped]: sealed, ...open } = typed;
  if (sealed?.[0] === undefined) return open;
  const opened = sealer.keyring.unseal(sealed[0], {
    municipality: sealer.municipality,
    purpose: `typed:${sealer.appId}`,
  });
  return opened.ok ? { ...open, ...(JSON.parse(opened.value) as Typed) } : open;
}

/** Whether a control belongs to a sealed field, at the top or inside a line. */
export function isSealedControl(fields: readonly Field[], name: string): boolean {
  return fields.some((field) => {
    const own = controlName(field);
    if (!belongsTo(name, own)) return false;
    if (field.classification === 'sealed') return true;
    const inner = /^\[[a-z0-9]+\]\.(.+)$/.exec(name.slice(own.length))?.[1];
    return inner !== undefined && field.fields !== undefined && isSealedControl(field.fields, inner);
  });
}

function sealValue(sealer: Sealer, fieldId: number, value: Json): Json {
  const bytes = sealer.keyring.seal(
    new Uint8Array(Buffer.from(JSON.stringify(value))),
    sealContext(sealer, fieldId),
  );
  return { sealed: Buffer.from(bytes).toString('base64') };
}

export function isSealed(value: Json | undefined): value is { sealed: string } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.sealed === 'string'
  );
}

function mapSealed(
  fields: readonly Field[],
  answers: Answers,
  change: (field: Field, value: Json) => Json,
): Answers {
  const changed: Answers = { ...answers };
  for (const field of fields) {
    const value = answers[field.id];
    if (value === undefined || value === null) continue;
    if (field.classification === 'sealed') changed[field.id] = change(field, value);
    else if (field.fields !== undefined && Array.isArray(value)) {
      const lines = value as unknown as Line[];
      changed[field.id] = lines.map((line) => ({
        ...line,
        values: mapSealed(field.fields ?? [], line.values, change),
      })) as unknown as Json;
    }
  }
  return changed;
}
