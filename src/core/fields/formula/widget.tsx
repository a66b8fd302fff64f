/** Read-only; the page's script writes new results into it. */
import { controlId } from '../control-names.ts';
import { Help, Label } from '../frame.tsx';
import { word } from '../labels.ts';
import { printAnswer } from '../print.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { FormulaOptions } from './contract.ts';

export function FormulaWidget(props: WidgetProps<FormulaOptions>) {
  const { name, field, reader, answer } = props;
  const id = controlId(name);
  const text = printAnswer(field, answer, reader);
  return (
    <div className="form-row form-calculated" data-row="">
      <p className="form-label" id={`${id}-label`}>
        <Label {...props} />
      </p>
      {field.help !== undefined && (
        <div className="form-help">
          <Help {...props} />
        </div>
      )}
      <output
        id={id}
        aria-labelledby={`${id}-label`}
        data-calculated={name}
        data-empty={word('formula.later', reader)}
      >
        {text === '' ? word('formula.later', reader) : text}
      </output>
    </div>
  );
}
