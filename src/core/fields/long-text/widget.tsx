import { TextArea } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { LongTextOptions } from './contract.ts';

export function LongTextWidget(props: WidgetProps<LongTextOptions>) {
  const { name, typed, field } = props;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <TextArea
          id={id}
          name={name}
          rows={field.options.rows ?? 5}
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
