/** A tick for paper, and where the page's script runs a pad to draw on. Its strokes travel in a hidden control. */
import { Button } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { SignatureOptions } from './contract.ts';
import { boxHeight, boxWidth, readStrokes, signaturePath } from './model.ts';

export function SignatureWidget(props: WidgetProps<SignatureOptions>) {
  const { name, typed, field, reader } = props;
  const text = typedIn(typed, `${name}.strokes`);
  const strokes = text === '' ? [] : (readStrokes(text) ?? []);
  const paper = controlId(`${name}.paper`);
  const status = `${controlId(name)}-said`;
  return (
    <Group {...props}>
      <div className="form-signature" data-signature={`${boxWidth} ${boxHeight}`}>
        <input type="hidden" name={`${name}.strokes`} defaultValue={text} />
        <div className="form-signature-pad" data-signature-pad="" hidden={strokes.length === 0}>
          <svg
            viewBox={`0 0 ${boxWidth} ${boxHeight}`}
            role="img"
            aria-label={word('signature.pad', reader)}
            aria-describedby={status}
          >
            <line x1="30" y1="160" x2="570" y2="160" />
            <path d={signaturePath(strokes)} />
          </svg>
        </div>
        <div className="form-signature-tools" data-signature-tools="" hidden>
          <Button kind="secondary" type="button" data-signature-undo="">
            {word('signature.undo', reader)}
          </Button>
          <Button kind="secondary" type="button" data-signature-clear="">
            {word('signature.clear', reader)}
          </Button>
        </div>
        <p
          className="form-signature-status"
          id={status}
          role="status"
          data-drawn={word('signature.drawn', reader)}
          data-empty={word('signature.empty', reader)}
          data-full={word('signature.full', reader)}
        />
        {field.options.drawnOnly !== true && (
          <div className="form-option">
            <input
              type="checkbox"
              id={paper}
              name={`${name}.paper`}
              value="yes"
              defaultChecked={typedIn(typed, `${name}.paper`) !== ''}
            />
            <label htmlFor={paper}>{word('signature.onPaper', reader)}</label>
          </div>
        )}
      </div>
    </Group>
  );
}
