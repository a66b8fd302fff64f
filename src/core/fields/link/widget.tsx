import { TextBox } from '#ui';
import { typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { LinkOptions } from './contract.ts';

/** A text box, not `type="url"`: browsers refuse there what people type, such as an address without https. */
export function LinkWidget(props: WidgetProps<LinkOptions>) {
  const { name, typed, field, reader } = props;
  return (
    <Row
      {...props}
      more={field.help === undefined ? word('link.help', reader) : undefined}
      control={(id, tied) => (
        <TextBox
          id={id}
          name={name}
          width="full"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="none"
          defaultValue={typedIn(typed, name)}
          {...tied}
        />
      )}
    />
  );
}
