/** A text box, not type=email: browsers refuse addresses that Japanese carriers gave out. */
import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { MailOptions } from './contract.ts';

export function MailWidget(props: WidgetProps<MailOptions>) {
  const { name, typed, field } = props;
  const auto = field.options.own === false ? 'off' : 'email';
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          inputMode="email"
          autoComplete={auto}
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
