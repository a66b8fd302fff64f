/** Everything about one field: what it is called, when it is asked, and what its type knows besides. */
import { useState } from 'react';
import { completeField, type DefinedField, type FieldType, fieldTypes, isReadOnly } from '#core/fields';
import { conversionProblem } from '#core/records';
import { addField, changeField, type FieldPatch, refusal, retypeField } from '../model/edit-fields.ts';
import { fieldById, nameOf, type Target } from '../model/places.ts';
import { palette } from '../palette.ts';
import { Checks } from './checks.tsx';
import { CodeSetting } from './code-setting.tsx';
import { ConditionSetting } from './condition-setting.tsx';
import { useDesign } from './design-context.ts';
import { Options } from './options.tsx';
import { SelectSetting, TextSetting } from './setting-controls.tsx';

type FieldTarget = Target & { kind: 'field' | 'line' };

const classes = [
  { value: '', label: '種類にあわせる' },
  { value: 'internal', label: '庁内' },
  { value: 'personal', label: '個人情報' },
  { value: 'sensitive', label: '要配慮個人情報など' },
];

export function FieldSettings({ field, target }: { field: DefinedField; target: FieldTarget }) {
  const { body, edit, published } = useDesign();
  const known = target.kind === 'field' && published.has(field.id);
  const change = (patch: FieldPatch) =>
    edit((now) =>
      changeField(now, target, known && patch.code === undefined ? { ...patch, code: field.code } : patch),
    );
  const lines = target.kind === 'line' ? fieldById(body, target.lines) : undefined;
  const shown = isReadOnly(field.type);
  return (
    <div className="field-settings">
      <p className="settings-kind">
        {palette[field.type]?.label ?? field.type}
        <span className="quiet">{palette[field.type]?.help}</span>
      </p>
      <TextSetting
        label="項目名"
        value={field.label.ja}
        onChange={(ja) => change({ label: { ...field.label, ja } })}
      />
      <TextSetting
        label="書き方の説明"
        optional
        lines={2}
        value={field.help?.ja ?? ''}
        onChange={(ja) => change({ help: ja === '' ? undefined : { ...field.help, ja } })}
      />
      {!shown && <Required field={field} lines={lines} onChange={(required) => change({ required })} />}
      <Options field={field} lines={lines} known={known} onChange={(options) => change({ options })} />
      {field.type === 'lines' && <AddToLines lines={field} />}
      <details className="fold-settings" open={field.visible !== undefined || undefined}>
        <summary>表示する条件</summary>
        <ConditionSetting
          key={field.id}
          name={`visible-${field.id}`}
          label="この項目を出す条件"
          help="条件を足さなければ、いつも出します。"
          value={field.visible ?? ''}
          field={field}
          lines={lines}
          onChange={(visible) => change({ visible: visible || undefined })}
        />
      </details>
      {!shown && <Checks field={field} lines={lines} onChange={(checks) => change({ checks })} />}
      <details className="fold-settings">
        <summary>詳しい設定</summary>
        <Retype field={field} target={target} />
        <CodeSetting
          code={field.code}
          taken={(lines?.fields ?? body.fields).filter((one) => one.id !== field.id).map((one) => one.code)}
          onChange={(code) => change({ code })}
        />
        <TextSetting
          label="英語の項目名"
          optional
          value={field.label.en ?? ''}
          onChange={(en) => change({ label: without({ ...field.label, en }) })}
        />
        {field.help !== undefined && (
          <TextSetting
            label="英語の説明"
            optional
            value={field.help.en ?? ''}
            onChange={(en) => change({ help: without({ ...field.help!, en }) })}
          />
        )}
        <SelectSetting
          label="情報の区分"
          help="閲覧の記録や書出しの扱いが変わります。"
          value={field.classification ?? ''}
          choices={classes}
          onChange={(one) =>
            change({ classification: one === '' ? undefined : (one as DefinedField['classification']) })
          }
        />
      </details>
    </div>
  );
}

function without(text: DefinedField['label']): DefinedField['label'] {
  return Object.fromEntries(
    Object.entries(text).filter(([language, said]) => language === 'ja' || said),
  ) as DefinedField['label'];
}

function Required({
  field,
  lines,
  onChange,
}: {
  field: DefinedField;
  lines?: DefinedField;
  onChange(required: boolean | string | undefined): void;
}) {
  const now = typeof field.required === 'string' ? 'when' : field.required ? 'yes' : 'no';
  const [asked, setAsked] = useState(now);
  const mode = asked === 'when' ? 'when' : now;
  const modes = { no: '任意', yes: '必須', when: '条件により必須' } as const;
  return (
    <fieldset className="field">
      <legend>必須にするか</legend>
      <div className="choices-row">
        {(['no', 'yes', 'when'] as const).map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="required-mode"
              checked={mode === one}
              onChange={() => {
                setAsked(one);
                if (one !== 'when') onChange(one === 'yes' ? true : undefined);
              }}
            />
            {modes[one]}
          </label>
        ))}
      </div>
      {mode === 'when' && (
        <ConditionSetting
          key={field.id}
          name={`required-${field.id}`}
          label="必須にする条件"
          value={typeof field.required === 'string' ? field.required : ''}
          field={field}
          lines={lines}
          onChange={(text) => onChange(text || undefined)}
        />
      )}
    </fieldset>
  );
}

function Retype({ field, target }: { field: DefinedField; target: FieldTarget }) {
  const { body, edit, published } = useDesign();
  const known = target.kind === 'field' && published.has(field.id);
  const choices = fieldTypes
    .filter((type) => refusal(body, type, target.kind === 'line') === null)
    .filter((type) => type === field.type || !known || convertible(field, type))
    .map((type) => ({ value: type, label: palette[type].label }));
  return (
    <SelectSetting
      label="種類を変える"
      help={
        known
          ? '記録にある値は、公開するときに新しい種類へ移します。移せないものは見直しで分かります。'
          : undefined
      }
      value={field.type}
      choices={choices}
      onChange={(type) => edit((now) => retypeField(now, target, type as FieldType))}
    />
  );
}

function convertible(field: DefinedField, type: FieldType): boolean {
  const lines: readonly FieldType[] = ['lines', 'household-members'];
  if (lines.includes(field.type) || lines.includes(type)) return false;
  return conversionProblem(completeField(field), completeField({ ...field, type, options: {} })) === null;
}

/** For who does not drag: the same as putting a type inside the card. */
function AddToLines({ lines }: { lines: DefinedField }) {
  const { body, edit } = useDesign();
  const choices = fieldTypes
    .filter((type) => refusal(body, type, true) === null)
    .map((type) => ({ value: type, label: palette[type].label }));
  return (
    <SelectSetting
      label={`「${nameOf(lines)}」の1行に加える項目`}
      value=""
      none="種類を選ぶ…"
      choices={choices}
      onChange={(type) =>
        type !== '' &&
        edit((now, id) =>
          addField(now, type as FieldType, id, {
            lines: lines.id,
            index: fieldById(now, lines.id)?.fields?.length ?? 0,
          }),
        )
      }
    />
  );
}
