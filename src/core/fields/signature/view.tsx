/** A signature as it was drawn: an SVG without script, sharp at every size and on paper. */
import { word } from '../labels.ts';
import type { Reader } from '../messages.ts';
import { boxHeight, boxWidth, type Signature, signaturePath } from './model.ts';

export function SignatureView({ value, reader }: { value: Signature; reader: Reader }) {
  if ('paper' in value) return <span>{word('signature.onPaper', reader)}</span>;
  return (
    <svg
      className="signature-drawn"
      viewBox={`0 0 ${boxWidth} ${boxHeight}`}
      role="img"
      aria-label={word('signature.picture', reader)}
    >
      <path d={signaturePath(value.strokes)} />
    </svg>
  );
}
