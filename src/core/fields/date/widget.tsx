/** One text box that takes every way of writing a day; the calendar of the browser stands beside it for those who want it. */
import { TextBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import { boundOn, type DateOptions } from './contract.ts';

export function DateWidget(props: WidgetProps<DateOptions> & { today?: string }) {
  const { name, typed, field, reader, today } = props;
  const picked = `${name}.picked`;
  const bound = (text: string | undefined) => (today === undefined ? undefined : boundOn(text, today));
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('date.help', reader) : undefined}
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
              <summary>{word('date.pick', reader)}</summary>
              <input
                type="date"
                className="form-box form-box-short"
                id={controlId(picked)}
                name={picked}
                aria-label={word('date.pick', reader)}
                min={bound(field.options.min)}
                max={bound(field.options.max)}
              />
            </details>
          )}
        </>
      )}
    />
  );
}
