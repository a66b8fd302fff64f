/** One text box that takes every way of writing; the picker of the browser stands beside it for those who want it. */
import type { InputHTMLAttributes } from 'react';
import { type BoxWidth, TextBox } from '#ui';
import { controlId, typedIn } from './control-names.ts';
import { Row } from './frame.tsx';
import { type LabelCode, word } from './labels.ts';
import type { WidgetProps } from './widget-props.ts';

export function PickedBox<O extends { picker?: boolean }>({
  box,
  ...props
}: WidgetProps<O> & {
  box: {
    width: BoxWidth;
    help: LabelCode;
    pick: LabelCode;
    picker: Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'min' | 'max' | 'step'>;
  };
}) {
  const { name, typed, field, reader } = props;
  const picked = `${name}.picked`;
  return (
    <Row
      {...(props as unknown as WidgetProps<O>)}
      more={field.help === undefined ? word(box.help, reader) : undefined}
      control={(id, tied) => (
        <>
          <TextBox
            id={id}
            name={name}
            width={box.width}
            autoComplete="off"
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          {field.options.picker !== false && (
            <details className="form-picker" data-picker="">
              <summary>{word(box.pick, reader)}</summary>
              <input
                {...box.picker}
                className="form-box form-box-short"
                id={controlId(picked)}
                name={picked}
                aria-label={word(box.pick, reader)}
              />
            </details>
          )}
        </>
      )}
    />
  );
}
