import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { MoneyOptions } from './contract.ts';

export function MoneyWidget(props: WidgetProps<MoneyOptions>) {
  const { name, typed, field, reader } = props;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <span className="form-with-unit">
          <TextBox
            id={id}
            name={name}
            width="short"
            inputMode={(field.options.decimals ?? 0) > 0 ? 'decimal' : 'numeric'}
            autoComplete="off"
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          <span className="form-unit">{word('yen', reader)}</span>
        </span>
      )}
    />
  );
}
