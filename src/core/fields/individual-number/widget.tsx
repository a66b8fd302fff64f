/** Never filled back: what is stored shows as a sentence only. */
import { TextBox } from '#ui';
import { controlId } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { IndividualNumberOptions } from './contract.ts';

export function IndividualNumberWidget(props: WidgetProps<IndividualNumberOptions>) {
  const { name, reader, answer } = props;
  const stored = answer !== null && answer !== undefined && answer !== '';
  const clear = `${name}.clear`;
  return (
    <Row
      {...props}
      more={stored ? word('individual.kept', reader) : undefined}
      control={(id, tied) => (
        <>
          <TextBox
            id={id}
            name={name}
            width="medium"
            inputMode="numeric"
            autoComplete="off"
            data-secret=""
            {...tied}
          />
          {stored && (
            <div className="form-option form-option-quiet">
              <input type="checkbox" id={controlId(clear)} name={clear} value="yes" />
              <label htmlFor={controlId(clear)}>{word('individual.clear', reader)}</label>
            </div>
          )}
        </>
      )}
    />
  );
}
