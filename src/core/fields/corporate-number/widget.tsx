import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { CorporateNumberOptions } from './contract.ts';

export function CorporateNumberWidget(props: WidgetProps<CorporateNumberOptions>) {
  const { name, typed, field, reader } = props;
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('corporate.help', reader) : undefined}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          width="short"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
