import { LangText, OptionList, SelectBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group, Row } from '../frame.tsx';
import { word } from '../labels.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import { type Choice, type ChoiceOptions, choiceLabel, showsRadios } from './contract.ts';

export const optionOf = (choice: Choice, language: string) => ({
  value: choice.value,
  label: <LangText text={choice.label} language={language} />,
  help: choice.help === undefined ? undefined : <LangText text={choice.help} language={language} />,
});

export function ChoiceWidget(props: WidgetProps<ChoiceOptions>) {
  const { name, typed, field, reader, issues } = props;
  const { choices } = field.options;
  const chosen = typedIn(typed, name);
  if (showsRadios(field.options)) {
    return (
      <Group {...props} radios>
        <OptionList
          type="radio"
          id={controlId(name)}
          name={name}
          options={choices.map((choice) => optionOf(choice, reader.language))}
          chosen={[chosen]}
          invalid={issueAt(issues, '') !== undefined}
        />
      </Group>
    );
  }
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <SelectBox id={id} name={name} defaultValue={chosen} autoComplete="off" {...tied}>
          <option value="">{word('select.none', reader)}</option>
          {choices.map(({ value }) => (
            <option key={value} value={value}>
              {choiceLabel(choices, value, reader.language)}
            </option>
          ))}
        </SelectBox>
      )}
    />
  );
}
