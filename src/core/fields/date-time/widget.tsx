/** One text box for day and time in any form; the calendar of the browser stands beside it for those who want it. */
import { TextBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { boundOn } from '../date/contract.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { DateTimeOptions } from './contract.ts';

export function DateTimeWidget(props: WidgetProps<DateTimeOptions> & { today?: string }) {
  const { name, typed, field, reader, today } = props;
  const picked = `${name}.picked`;
  const day = (text: string | undefined) => (today === undefined ? undefined : boundOn(text, today));
  const [min, max] = [day(field.options.min), day(field.options.max)];
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('dateTime.help', reader) : undefined}
      control={(id, tied) => (
        <>
          <TextBox
            id={id}
            name={name}
            width="medium"
            autoComplete="off"
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          {field.options.picker !== false && (
            <details className="form-picker" data-picker="">
              <summary>{word('dateTime.pick', reader)}</summary>
              <input
                type="datetime-local"
                className="form-box form-box-short"
                id={controlId(picked)}
                name={picked}
                aria-label={word('dateTime.pick', reader)}
                min={min === undefined ? undefined : `${min}T00:00`}
                max={max === undefined ? undefined : `${max}T23:59`}
              />
            </details>
          )}
        </>
      )}
    />
  );
}
