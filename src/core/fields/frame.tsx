/** Frames with the texts of a field put in. */
import type { ReactNode } from 'react';
import type { BoxWidth } from '#ui';
import { describedBy, FormGroup, FormRow, LangText, TextBox } from '#ui';
import { controlId, typedIn } from './control-names.ts';
import { type LabelCode, word } from './labels.ts';
import { fieldTexts, issueAt, type WidgetProps } from './widget-props.ts';

export function Label<O>({ field, reader }: Pick<WidgetProps<O>, 'field' | 'reader'>) {
  return <LangText text={field.label} language={reader.language} />;
}

/** The field's own help, and what the type adds. */
export function Help<O>({
  field,
  reader,
  more,
}: Pick<WidgetProps<O>, 'field' | 'reader'> & { more?: ReactNode }) {
  return (
    <>
      {field.help !== undefined && (
        <p>
          <LangText text={field.help} language={reader.language} />
        </p>
      )}
      {more !== undefined && <p>{more}</p>}
    </>
  );
}

/** Texts of a field drawn as one control or one group. */
export function textsOf<O>(props: WidgetProps<O>, more?: ReactNode) {
  const hasHelp = props.field.help !== undefined || more !== undefined;
  return fieldTexts(props, <Label {...props} />, hasHelp ? <Help {...props} more={more} /> : undefined);
}

/** Attributes that tie a control to its messages. */
export function aria(
  id: string,
  texts: { help?: unknown; error?: string; notice?: string },
  required: boolean,
) {
  return {
    'aria-describedby': describedBy(id, {
      help: texts.help as ReactNode,
      error: texts.error,
      notice: texts.notice,
    }),
    'aria-invalid': texts.error === undefined ? undefined : (true as const),
    'aria-required': required ? (true as const) : undefined,
  };
}

/** One row around one control; `control` gets the id and the attributes that tie it to its messages. */
export function Row<O>(
  props: WidgetProps<O> & {
    more?: ReactNode;
    control: (id: string, tied: ReturnType<typeof aria>) => ReactNode;
  },
) {
  const id = controlId(props.name);
  const texts = textsOf(props, props.more);
  return (
    <FormRow id={id} {...texts}>
      {props.control(id, aria(id, texts, props.required))}
    </FormRow>
  );
}

/** One group around several controls. */
export function Group<O>({
  children,
  more,
  radios,
  ...props
}: WidgetProps<O> & { children: ReactNode; more?: ReactNode; radios?: boolean }) {
  const group = `${controlId(props.name)}${radios ? '-group' : ''}`;
  return (
    <FormGroup id={group} focusable radios={radios} {...textsOf(props as WidgetProps<O>, more)}>
      {children}
    </FormGroup>
  );
}

interface PartProps<O> extends Pick<WidgetProps<O>, 'name' | 'typed' | 'reader' | 'issues'> {
  part: string;
  width?: BoxWidth;
  input?: Omit<React.InputHTMLAttributes<HTMLInputElement>, 'width'>;
  help?: string;
  mark?: LabelCode;
}

/** One box of a composite, labelled `part.<part>`. */
export function Part<O>({
  name,
  typed,
  reader,
  issues,
  part,
  width = 'medium',
  input,
  help,
  mark,
}: PartProps<O>) {
  const control = `${name}.${part}`;
  const id = controlId(control);
  const error = issueAt(issues, part);
  return (
    <FormRow
      id={id}
      label={word(`part.${part}` as LabelCode, reader)}
      help={help}
      error={error}
      mark={mark === undefined ? undefined : word(mark, reader)}
    >
      <TextBox
        width={width}
        {...input}
        id={id}
        name={control}
        defaultValue={typedIn(typed, control)}
        aria-describedby={describedBy(id, { help, error })}
        aria-invalid={error === undefined ? undefined : true}
      />
    </FormRow>
  );
}
