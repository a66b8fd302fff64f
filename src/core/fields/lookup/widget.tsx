/** A box for the key and a button that copies; several records with one key stand as radio buttons. */
import { Button, describedBy, FormGroup, FormRow, OptionList, TextBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group } from '../frame.tsx';
import { word } from '../labels.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import { type LookupOptions, lookupIn, ofPart, recordPart } from './contract.ts';

export function LookupWidget(props: WidgetProps<LookupOptions>) {
  const { name, typed, field, reader, issues, answer } = props;
  const id = `${controlId(name)}-1`;
  const control = `${name}.${recordPart}`;
  const error = issueAt(issues, recordPart);
  const offered = reader.names?.choices?.[String(field.id)]?.entries ?? [];
  const chosen = typedIn(typed, control);
  const copied = chosen !== '' || lookupIn(answer)?.record != null;
  return (
    <Group {...props}>
      <div className="form-with-button">
        <FormRow id={id} label={word('lookup.key', reader)}>
          <TextBox
            id={id}
            name={name}
            width="medium"
            defaultValue={typedIn(typed, name)}
            autoComplete="off"
            aria-required={props.required ? true : undefined}
            aria-invalid={issueAt(issues, '') === undefined ? undefined : true}
            aria-describedby={describedBy(controlId(name), { help: undefined, error: issueAt(issues, '') })}
          />
        </FormRow>
        <Button name="_action" value={`copy:${name}`} formNoValidate>
          {word(copied ? 'lookup.again' : 'lookup.copy', reader)}
        </Button>
      </div>
      {(offered.length > 0 || chosen !== '') && (
        <input type="hidden" name={`${name}.${ofPart}`} value={typedIn(typed, name)} />
      )}
      {offered.length === 0 && chosen !== '' && <input type="hidden" name={control} value={chosen} />}
      {offered.length > 0 && (
        <FormGroup id={controlId(control)} label={word('lookup.which', reader)} error={error}>
          <OptionList
            type="radio"
            id={`${controlId(control)}-1`}
            name={control}
            options={offered.map(({ value, label, detail }) => ({ value, label, help: detail }))}
            chosen={[chosen]}
          />
        </FormGroup>
      )}
    </Group>
  );
}
