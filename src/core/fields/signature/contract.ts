/** 署名: drawn by hand on a pad. Who cannot draw here signs on paper, and whoever keeps the record says so. */
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue, say } from '../messages.ts';
import { isSignature, readStrokes, type Signature } from './model.ts';

export type SignatureOptions = {
  /** Drawing only: no word that it stands on paper. */
  drawnOnly: boolean;
};

export const signatureContract: FieldContract<Signature, SignatureOptions> = {
  classification: 'personal',
  missing: 'signature.missing',
  parts: () => ['strokes', 'paper'],
  parse(typed, name, _field, context) {
    const text = typedIn(typed, `${name}.strokes`);
    const paper = typedIn(typed, `${name}.paper`) !== '';
    if (text === '') return { value: paper ? { paper: true } : null, issues: [] };
    const strokes = readStrokes(text);
    // Drawn goes before the tick: nothing that somebody wrote by hand is lost.
    return strokes === null
      ? { value: null, issues: [issue('signature.invalid', context)] }
      : { value: { strokes }, issues: [] };
  },
  validate(value, field, context) {
    if (!isSignature(value)) return [issue('signature.invalid', context)];
    return 'paper' in value && field.options.drawnOnly === true ? [issue('signature.drawn', context)] : [];
  },
  toTyped: (value, name) =>
    'paper' in value
      ? { [`${name}.paper`]: ['yes'] }
      : { [`${name}.strokes`]: [JSON.stringify(value.strokes)] },
  print: (value, _field, language) =>
    say('paper' in value ? 'signature.paper' : 'signature.there', { language }),
  formulaType: 'boolean',
  toFormula: () => true,
};
