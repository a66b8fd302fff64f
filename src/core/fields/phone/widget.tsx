import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { PhoneOptions } from './contract.ts';

export function PhoneWidget(props: WidgetProps<PhoneOptions>) {
  const { name, typed, field } = props;
  const auto = field.options.own === false ? 'off' : 'tel';
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          type="tel"
          width="medium"
          autoComplete={auto}
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
