/**
 * Choosing by name. A short list stands whole; of a long one only what is chosen and what was found, with a box to
 * search in whose button is a round trip. Everything is radio buttons, check boxes or a list of the browser.
 */
import { Button, describedBy, FieldNotice, FormRow, type Option, OptionList, SelectBox, TextBox } from '#ui';
import type { FieldContract } from '../contract.ts';
import { controlId, typedIn } from '../control-names.ts';
import { Group, Row } from '../frame.tsx';
import { word } from '../labels.ts';
import { printingWith, say } from '../messages.ts';
import type { NamedChoice } from '../model.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import { findPart, type PickOptions } from './contract.ts';

/** Longer lists of which one is chosen stand as a list of the browser. */
const radioLimit = 7;

export function PickWidget<O extends PickOptions>(
  props: WidgetProps<O> & { contract: FieldContract<string | string[], O> },
) {
  const { name, typed, field, reader, issues, required, contract } = props;
  const multiple = field.options.multiple === true;
  const chosen = (typed[name] ?? []).filter((id) => id !== '');
  const { entries, all } = reader.names?.choices?.[String(field.id)] ?? { entries: [], all: false };
  const kept = chosen
    .filter((id) => !entries.some(({ value }) => value === id))
    .map(
      (id): NamedChoice => ({
        value: id,
        label: printingWith(reader, () => contract.print(id, field, reader.language, reader.names)),
      }),
    );
  const options = [...kept, ...entries];
  if (all && !multiple && options.length > radioLimit)
    return (
      <Row
        {...props}
        control={(id, tied) => (
          <SelectBox id={id} name={name} defaultValue={chosen[0] ?? ''} autoComplete="off" {...tied}>
            <option value="">{word('select.none', reader)}</option>
            {options.map(({ value, label, detail }) => (
              <option key={value} value={value}>
                {detail === undefined ? label : `${label}（${detail}）`}
              </option>
            ))}
          </SelectBox>
        )}
      />
    );
  const shown = options.map(({ value, label, detail }): Option => ({ value, label, help: detail }));
  if (!multiple && !required && shown.length > 0) shown.push({ value: '', label: word('pick.none', reader) });
  return (
    <Group {...props}>
      {shown.length > 0 && (
        <OptionList
          type={multiple ? 'checkbox' : 'radio'}
          id={`${controlId(name)}-1`}
          name={name}
          options={shown}
          chosen={chosen.length === 0 ? [''] : chosen}
          invalid={issueAt(issues, '') !== undefined}
        />
      )}
      {shown.length === 0 && all && <p className="form-none">{word('pick.empty', reader)}</p>}
      {!all && <FindBox {...props} />}
    </Group>
  );
}

/** A box to search in and the button that asks the server; what was found shows above it. */
export function FindBox<O>({ name, typed, field, reader, issues }: WidgetProps<O>) {
  const control = `${name}.${findPart}`;
  const id = controlId(control);
  const error = issueAt(issues, findPart);
  const found = reader.names?.choices?.[String(field.id)];
  const notice = found === undefined || found.all ? undefined : foundText(found, reader);
  return (
    <>
      {notice !== undefined && <FieldNotice id={`${id}-notice`} text={notice} />}
      <div className="form-with-button">
        <FormRow id={id} label={word('pick.search', reader)} error={error}>
          <TextBox
            id={id}
            name={control}
            width="medium"
            defaultValue={typedIn(typed, control)}
            autoComplete="off"
            aria-describedby={describedBy(id, { help: undefined, error, notice })}
            aria-invalid={error === undefined ? undefined : true}
          />
        </FormRow>
        <Button name="_action" value={`find:${name}`} formNoValidate>
          {word('pick.find', reader)}
        </Button>
      </div>
    </>
  );
}

function foundText(
  { entries, more }: { entries: readonly NamedChoice[]; more?: boolean },
  reader: WidgetProps['reader'],
): string {
  if (entries.length === 0) return say('pick.nothing', reader);
  return say(more === true ? 'pick.more' : 'pick.found', reader, { count: entries.length });
}
