import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import { isOwn, type WidgetProps } from '../widget-props.ts';
import type { BirthDateOptions } from './contract.ts';

export function BirthDateWidget(props: WidgetProps<BirthDateOptions>) {
  const { name, typed, field, reader } = props;
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('date.help', reader) : undefined}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          width="medium"
          autoComplete={isOwn(field) ? 'bday' : 'off'}
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
