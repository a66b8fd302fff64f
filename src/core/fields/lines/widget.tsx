/** Lines one under the other. Add and remove are submit buttons; with script a template is cloned instead. */
import { pick } from '#kernel/localized';
import { Button, LangText } from '#ui';
import { Group } from '../frame.tsx';
import { word } from '../labels.ts';
import type { Field } from '../model.ts';
import type { WidgetProps } from '../widget-props.ts';
import { type LinesOptions, typedKeys } from './contract.ts';
import type { ShownTotal } from './totals.ts';

/** Stands for the key and the number of a line in the template. */
export const templateKey = 'newline';
export const templateNumber = '＃';

export function LinesWidget(props: WidgetProps<LinesOptions>) {
  const { name, typed, field, reader } = props;
  const { addLabel, max = 100 } = field.options;
  const keys = typedKeys(typed, name, max);
  return (
    <Group {...props}>
      <div className="form-lines" data-lines={name}>
        <ol className="form-line-list" data-line-list="">
          {keys.map((key, index) => (
            <LineItem key={key} {...props} line={key} number={String(index + 1)} />
          ))}
        </ol>
        <p className="form-none" data-lines-none="" hidden={keys.length > 0}>
          {word('lines.none', reader)}
        </p>
        <template data-line-template="">
          <LineItem {...props} line={templateKey} number={templateNumber} />
        </template>
        {props.totals !== undefined && props.totals.length > 0 && (
          <Totals name={name} totals={props.totals} />
        )}
        <Button
          icon="plus"
          name="_action"
          value={`add:${name}`}
          formNoValidate
          disabled={keys.length >= max}
          data-add={name}
          data-max={max}
        >
          {addLabel === undefined ? (
            word('lines.add', reader)
          ) : (
            <LangText text={addLabel} language={reader.language} />
          )}
        </Button>
      </div>
    </Group>
  );
}

/** Rewritten by the page's script while somebody types. */
function Totals({ name, totals }: { name: string; totals: readonly ShownTotal[] }) {
  return (
    <dl className="form-totals" data-totals={name}>
      {totals.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function LineItem({
  name,
  field,
  reader,
  child,
  line,
  number,
}: WidgetProps<LinesOptions> & { line: string; number: string }) {
  const { itemLabel } = field.options;
  const item = itemLabel === undefined ? word('lines.entry', reader) : pick(itemLabel, reader.language).text;
  const title = word('lines.item', reader, { item, number });
  return (
    <li className="form-line" data-line={line}>
      <fieldset>
        <legend data-line-title="">{title}</legend>
        <input type="hidden" name={`${name}.keys`} value={line} />
        {(field.fields ?? []).map((each: Field) => (
          <div key={each.id}>{child?.(each, line)}</div>
        ))}
        <Button
          kind="quiet"
          icon="remove"
          name="_action"
          value={`remove:${name}:${line}`}
          formNoValidate
          data-remove={line}
        >
          <span data-line-remove="">{word('lines.remove', reader, { item: title })}</span>
        </Button>
      </fieldset>
    </li>
  );
}
