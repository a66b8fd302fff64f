import { LangText, TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { NumberOptions } from './contract.ts';

export function NumberWidget(props: WidgetProps<NumberOptions>) {
  const { name, typed, field, reader } = props;
  const { decimals = 0, unit } = field.options;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <span className="form-with-unit">
          <TextBox
            id={id}
            name={name}
            width="short"
            inputMode={decimals > 0 ? 'decimal' : 'numeric'}
            autoComplete="off"
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          {unit !== undefined && (
            <span className="form-unit">
              <LangText text={unit} language={reader.language} />
            </span>
          )}
        </span>
      )}
    />
  );
}
