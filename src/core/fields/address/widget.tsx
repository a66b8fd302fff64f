/** Post code first; its button works by a round trip and, with script, in place. Every part stays open to typing. */
import { prefectures } from '#kernel/address';
import { Button, describedBy, FormRow, SelectBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group, Part } from '../frame.tsx';
import { word } from '../labels.ts';
import { isOwn, issueAt, type WidgetProps } from '../widget-props.ts';
import { type AddressOptions, addressContract } from './contract.ts';

const tokens: Record<string, string> = {
  postCode: 'postal-code',
  prefecture: 'address-level1',
  city: 'address-level2',
  town: 'address-line1',
  block: 'address-line2',
  katagaki: 'address-line3',
};
const english = (language: string) => language !== 'ja' && language !== 'ja-easy';

export function AddressWidget(props: WidgetProps<AddressOptions>) {
  const { name, field, reader } = props;
  const own = isOwn(field);
  const token = (part: string) => (own ? tokens[part] : 'off');
  const asks = (part: string) => addressContract.parts?.(field).includes(part) ?? true;
  return (
    <Group {...props}>
      <div data-address={name}>
        {asks('postCode') && (
          <div className="form-with-button">
            <Part
              {...props}
              part="postCode"
              width="short"
              input={{ inputMode: 'numeric', autoComplete: token('postCode') }}
            />
            <Button name="_action" value={`lookup:${name}`} formNoValidate data-lookup="">
              {word('address.find', reader)}
            </Button>
          </div>
        )}
        <Prefecture {...props} token={token('prefecture')} />
        <Part {...props} part="city" input={{ autoComplete: token('city') }} />
        <Part {...props} part="town" input={{ autoComplete: token('town') }} />
        <Part {...props} part="block" input={{ autoComplete: token('block') }} />
        {asks('katagaki') && (
          <Part
            {...props}
            part="katagaki"
            width="full"
            input={{ autoComplete: token('katagaki') }}
            mark="mark.optional"
          />
        )}
      </div>
    </Group>
  );
}

function Prefecture({
  name,
  typed,
  reader,
  issues,
  token,
  field,
}: WidgetProps<AddressOptions> & { token?: string }) {
  const home = field.options.homePrefecture;
  const control = `${name}.prefecture`;
  const id = controlId(control);
  const error = issueAt(issues, 'prefecture');
  return (
    <FormRow id={id} label={word('part.prefecture', reader)} error={error}>
      <SelectBox
        id={id}
        name={control}
        defaultValue={typedIn(typed, control)}
        autoComplete={token}
        aria-describedby={describedBy(id, { error })}
        aria-invalid={error === undefined ? undefined : true}
      >
        <option value="">{word('select.none', reader)}</option>
        {home !== undefined && <option value={home}>{home}</option>}
        {prefectures
          .filter((prefecture) => prefecture.name !== home)
          .map((prefecture) => (
            <option key={prefecture.code} value={prefecture.name}>
              {english(reader.language) ? `${prefecture.romaji} ${prefecture.name}` : prefecture.name}
            </option>
          ))}
      </SelectBox>
    </FormRow>
  );
}
