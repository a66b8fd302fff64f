/** What must hold for a value, and what is said when it does not. */
import type { DefinedField } from '#core/fields';
import { replaced, without } from '../model/places.ts';
import { FormulaSetting } from './formula-setting.tsx';
import { TextSetting } from './setting-controls.tsx';

interface Props {
  field: DefinedField;
  lines?: DefinedField;
  onChange(checks: DefinedField['checks']): void;
}

export function Checks({ field, lines, onChange }: Props) {
  const checks = field.checks ?? [];
  const settle = (next: NonNullable<DefinedField['checks']>) =>
    onChange(next.length === 0 ? undefined : next);
  return (
    <details className="fold-settings" open={checks.length > 0 || undefined}>
      <summary>入力の確認</summary>
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks have no name
        <fieldset key={index} className="check-box">
          <legend>確認{index + 1}</legend>
          <FormulaSetting
            name={`check-${index}`}
            label="こうなっていること"
            help={`例：${field.code} >= 1`}
            value={check.rule}
            lines={lines}
            onChange={(rule) => settle(replaced(checks, index, { ...check, rule }))}
          />
          <TextSetting
            label="なっていないときに出す言葉"
            value={check.message.ja}
            onChange={(ja) =>
              settle(replaced(checks, index, { ...check, message: { ...check.message, ja } }))
            }
          />
          <button
            type="button"
            className="button button-quiet"
            onClick={() => settle(without(checks, index))}
          >
            この確認をやめる
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="button button-quiet"
        onClick={() => settle([...checks, { rule: '', message: { ja: '値を確かめてください。' } }])}
      >
        確認を加える
      </button>
    </details>
  );
}
