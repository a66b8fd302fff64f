import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { TextOptions } from './contract.ts';

const keyboards = { text: undefined, numeric: 'numeric', latin: 'url' } as const;

export function TextWidget(props: WidgetProps<TextOptions>) {
  const { name, typed, field } = props;
  const { keyboard = 'text', autocomplete, width, maxLength } = field.options;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          defaultValue={typedIn(typed, name)}
          width={width ?? (maxLength <= 20 ? 'short' : maxLength <= 60 ? 'medium' : 'full')}
          inputMode={keyboards[keyboard]}
          autoComplete={autocomplete ?? 'off'}
          {...tied}
        />
      )}
    />
  );
}
