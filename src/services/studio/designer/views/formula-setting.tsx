/** A formula among the settings, tried on the values of the preview. */
import type { ReactNode } from 'react';
import type { DefinedField } from '#core/fields';
import { recordScope } from '#core/forms';
import { FormulaEditor } from '#core/formula-editor.view';
import { type Scope, scopeOf } from '#kernel/formula';
import { useDesign } from './design-context.ts';

interface Props {
  name: string;
  label: ReactNode;
  help?: ReactNode;
  value: string;
  onChange(text: string): void;
  /** A calculation may give anything. */
  any?: boolean;
  /** The lines it stands in: their fields come first. */
  lines?: DefinedField;
}

export function FormulaSetting({ name, label, help, value, onChange, any, lines }: Props) {
  const { fields, sample } = useDesign();
  return (
    <FormulaEditor
      name={name}
      label={label}
      help={help}
      value={value}
      onChange={onChange}
      fields={fields}
      scope={lines === undefined ? undefined : scopeOfLine(fields, lines)}
      wanted={any ? undefined : 'boolean'}
      testRow={lines === undefined ? { title: '見え方の値では', answers: sample.answers } : undefined}
      optional={!any}
    />
  );
}

export function scopeOfLine(fields: readonly DefinedField[], lines: DefinedField): Scope {
  const top = recordScope(fields);
  const item = top.byName.get(lines.code.normalize('NFKC'))?.item;
  return item === undefined ? top : scopeOf(item.byId.values(), top, lines.code);
}
