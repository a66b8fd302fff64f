/** What a type knows besides: a control for each option as its schema says, an editor where a control is not enough. */
import type { DefinedField } from '#core/fields';
import type { OptionShape } from '../option-shapes.ts';
import { type OptionWords, optionWords } from '../option-words.ts';
import { useDesign } from './design-context.ts';
import { CheckSetting, NumberSetting, SelectSetting, SomeSetting, TextSetting } from './setting-controls.tsx';
import { SpecialOption } from './special-option.tsx';

export interface OptionsProps {
  field: DefinedField;
  lines?: DefinedField;
  /** Published: some things are settled. */
  known: boolean;
  onChange(options: DefinedField['options']): void;
}

export function Options({ field, lines, known, onChange }: OptionsProps) {
  const { shapes } = useDesign();
  const words = (optionWords[field.type] ?? {}) as Record<string, OptionWords>;
  const options = field.options ?? {};
  const set = (name: string, value: unknown) => {
    const next = { ...options, [name]: value };
    if (value === undefined || value === '') delete next[name];
    onChange(next);
  };
  return (
    <>
      {Object.entries(shapes[field.type] ?? {}).map(([name, shape]) => {
        const said = words[name];
        if (said === undefined || said.edit === 'none') return null;
        if (said.edit !== undefined)
          return (
            <SpecialOption
              key={name}
              name={name}
              words={said}
              edit={said.edit}
              field={field}
              lines={lines}
              known={known}
              onChange={onChange}
              set={set}
            />
          );
        return (
          <PlainOption
            key={name}
            words={said}
            shape={shape}
            value={options[name]}
            onChange={(value) => set(name, value)}
          />
        );
      })}
    </>
  );
}

interface PlainProps {
  words: OptionWords;
  shape: OptionShape;
  value: unknown;
  onChange(value: unknown): void;
}

function PlainOption({ words, shape, value, onChange }: PlainProps) {
  const { label, help, values = {} } = words;
  const shared = { label, help };
  const choices = (all: readonly string[]) => all.map((one) => ({ value: one, label: values[one] ?? one }));
  switch (shape.kind) {
    case 'boolean':
      return (
        <CheckSetting
          {...shared}
          value={(value as boolean | undefined) ?? shape.default ?? false}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberSetting
          {...shared}
          value={value as number | undefined}
          min={shape.min}
          max={shape.max}
          whole={shape.whole}
          placeholder={shape.default === undefined ? undefined : `${shape.default}`}
          onChange={onChange}
        />
      );
    case 'one':
      return (
        <SelectSetting
          {...shared}
          value={(value as string | undefined) ?? shape.default ?? ''}
          choices={choices(shape.values)}
          none={shape.default === undefined ? '決めない' : undefined}
          onChange={onChange}
        />
      );
    case 'some':
      return (
        <SomeSetting
          {...shared}
          value={(value as string[] | undefined) ?? shape.default ?? []}
          choices={choices(shape.values)}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      );
    case 'localized':
      return (
        <TextSetting
          {...shared}
          optional
          value={(value as { ja?: string } | undefined)?.ja ?? ''}
          onChange={(ja) => onChange(ja === '' ? undefined : { ...(value as object), ja })}
        />
      );
    case 'text':
      return (
        <TextSetting
          {...shared}
          optional
          value={(value as string | undefined) ?? ''}
          placeholder={shape.default}
          onChange={onChange}
        />
      );
    case 'other':
      return null;
  }
}
