import { LangText, OptionList } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group } from '../frame.tsx';
import { say } from '../messages.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import type { YesNoOptions } from './contract.ts';

export function YesNoWidget(props: WidgetProps<YesNoOptions>) {
  const { name, typed, field, reader, issues } = props;
  const options = (['yes', 'no'] as const).map((value) => {
    const own = field.options[value];
    return {
      value,
      label: own === undefined ? say(value, reader) : <LangText text={own} language={reader.language} />,
    };
  });
  return (
    <Group {...props} radios>
      <OptionList
        type="radio"
        id={controlId(name)}
        name={name}
        options={options}
        chosen={[typedIn(typed, name)]}
        invalid={issueAt(issues, '') !== undefined}
      />
    </Group>
  );
}
