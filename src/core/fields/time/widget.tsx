/** One text box that takes every way of writing a time; the clock of the browser stands beside it. */
import { TextBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { TimeOptions } from './contract.ts';

export function TimeWidget(props: WidgetProps<TimeOptions>) {
  const { name, typed, field, reader } = props;
  const { min, max, step, picker } = field.options;
  const picked = `${name}.picked`;
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('time.help', reader) : undefined}
      control={(id, tied) => (
        <>
          <TextBox
            id={id}
            name={name}
            width="short"
            autoComplete="off"
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          {picker !== false && (
            <details className="form-picker" data-picker="">
              <summary>{word('time.pick', reader)}</summary>
              <input
                type="time"
                className="form-box form-box-short"
                id={controlId(picked)}
                name={picked}
                aria-label={word('time.pick', reader)}
                min={min}
                max={max}
                step={step === undefined ? undefined : step * 60}
              />
            </details>
          )}
        </>
      )}
    />
  );
}
