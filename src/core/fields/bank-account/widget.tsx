import { FormGroup, OptionList } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group, Part } from '../frame.tsx';
import { word } from '../labels.ts';
import { type MessageCode, say } from '../messages.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import { accountKinds, type BankAccountOptions } from './contract.ts';

export function BankAccountWidget(props: WidgetProps<BankAccountOptions>) {
  const { name, typed, reader, field, issues } = props;
  const digits = { inputMode: 'numeric', autoComplete: 'off' } as const;
  const kind = `${name}.kind`;
  const postal = field.options.postal !== false;
  return (
    <Group {...props} more={postal ? word('bank.either', reader) : undefined}>
      <fieldset className="form-section">
        <legend>{word('bank.ordinary', reader)}</legend>
        <div className="form-pair">
          <Part
            {...props}
            part="bankName"
            width="short"
            mark="mark.optional"
            input={{ autoComplete: 'off' }}
          />
          <Part {...props} part="bank" width="short" input={digits} />
        </div>
        <div className="form-pair">
          <Part
            {...props}
            part="branchName"
            width="short"
            mark="mark.optional"
            input={{ autoComplete: 'off' }}
          />
          <Part {...props} part="branch" width="short" input={digits} />
        </div>
        <FormGroup
          id={`${controlId(kind)}-group`}
          label={word('part.kind', reader)}
          error={issueAt(issues, 'kind')}
          radios
        >
          <OptionList
            type="radio"
            id={controlId(kind)}
            name={kind}
            options={accountKinds.map((value) => ({
              value,
              label: say(`bank.kind${value}` as MessageCode, reader),
            }))}
            chosen={[typedIn(typed, kind)]}
          />
        </FormGroup>
        <Part {...props} part="number" width="short" input={digits} />
      </fieldset>
      {postal && (
        <fieldset className="form-section">
          <legend>{word('bank.postalTitle', reader)}</legend>
          <div className="form-pair">
            <Part {...props} part="symbol" width="short" input={digits} />
            <Part {...props} part="symbolNumber" width="short" input={digits} />
          </div>
        </fieldset>
      )}
      <Part {...props} part="holder" width="medium" input={{ autoComplete: 'off' }} />
    </Group>
  );
}
