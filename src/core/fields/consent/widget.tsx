import { LangParagraphs, LangText } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Group } from '../frame.tsx';
import { word } from '../labels.ts';
import { issueAt, type WidgetProps } from '../widget-props.ts';
import type { ConsentOptions } from './contract.ts';

export function ConsentWidget(props: WidgetProps<ConsentOptions>) {
  const { name, typed, reader, field, issues } = props;
  const { statement, agree } = field.options;
  const id = `${controlId(name)}-box`;
  return (
    <Group {...props}>
      <LangParagraphs className="form-statement" text={statement} language={reader.language} />
      <div className="form-option">
        <input
          type="checkbox"
          id={id}
          name={name}
          value="yes"
          defaultChecked={typedIn(typed, name) === 'yes'}
          aria-invalid={issueAt(issues, '') === undefined ? undefined : true}
        />
        <label htmlFor={id}>
          {agree === undefined ? (
            word('consent.agree', reader)
          ) : (
            <LangText text={agree} language={reader.language} />
          )}
        </label>
      </div>
    </Group>
  );
}
