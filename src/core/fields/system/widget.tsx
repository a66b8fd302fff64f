/** Read-only: a label and what the record says. */
import { controlId } from '../control-names.ts';
import { Help, Label } from '../frame.tsx';
import { word } from '../labels.ts';
import { printAnswer } from '../print.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { SystemOptions } from './contract.ts';

export function SystemWidget(props: WidgetProps<SystemOptions>) {
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
      <output id={id} aria-labelledby={`${id}-label`}>
        {text === '' ? word('system.later', reader) : text}
      </output>
    </div>
  );
}
