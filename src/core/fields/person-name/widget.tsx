import { Fragment } from 'react';
import { controlId, typedIn } from '../control-names.ts';
import { Group, Part } from '../frame.tsx';
import { word } from '../labels.ts';
import { isOwn, type WidgetProps } from '../widget-props.ts';
import { nameParts, type PersonNameOptions } from './contract.ts';

const autocomplete: Record<string, string> = { family: 'family-name', given: 'given-name' };

export function PersonNameWidget(props: WidgetProps<PersonNameOptions>) {
  const { name, typed, reader, field } = props;
  const own = isOwn(field);
  const one = `${name}.one`;
  const parts = nameParts(field.options);
  const part = (each: string) => (
    <Part
      {...props}
      key={each}
      part={each}
      width="short"
      mark={each === 'family' || each === 'given' ? undefined : 'mark.optional'}
      input={{
        autoComplete: own ? (autocomplete[each] ?? 'off') : 'off',
        autoCapitalize: 'off',
        spellCheck: false,
        lang: each === 'romanised' ? 'en' : undefined,
      }}
    />
  );
  const kana = parts.filter((each) => each.startsWith('kana.'));
  const others = parts.filter((each) => !each.startsWith('kana.') && each !== 'family' && each !== 'given');
  return (
    <Group {...props}>
      <div className="form-pair">{['family', 'given'].map(part)}</div>
      {field.options.oneName !== false && (
        <div className="form-option form-option-quiet">
          <input
            type="checkbox"
            id={controlId(one)}
            name={one}
            value="yes"
            defaultChecked={typedIn(typed, one) === 'yes'}
          />
          <label htmlFor={controlId(one)}>{word('part.one', reader)}</label>
        </div>
      )}
      {kana.length > 0 && <div className="form-pair">{kana.map(part)}</div>}
      {others.map((each) => (
        <Fragment key={each}>{part(each)}</Fragment>
      ))}
    </Group>
  );
}
