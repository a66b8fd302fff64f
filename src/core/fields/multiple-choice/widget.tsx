import { OptionList } from '#ui';
import { optionOf } from '../choice/widget.tsx';
import { controlId } from '../control-names.ts';
import { Group } from '../frame.tsx';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import { type MultipleChoiceOptions, scrolls } from './contract.ts';

export function MultipleChoiceWidget(props: WidgetProps<MultipleChoiceOptions>) {
  const { name, typed, field, reader, issues } = props;
  return (
    <Group {...props}>
      <div className={scrolls(field.options) ? 'form-scroll' : undefined}>
        <OptionList
          type="checkbox"
          id={`${controlId(name)}-1`}
          name={name}
          options={field.options.choices.map((choice) => optionOf(choice, reader.language))}
          chosen={typed[name] ?? []}
          invalid={issueAt(issues, '') !== undefined}
        />
      </div>
    </Group>
  );
}
