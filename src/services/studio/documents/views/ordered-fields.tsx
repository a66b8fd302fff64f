/** Fields in their order: added from a list, moved by buttons, taken away. */
import { SelectSetting } from '../../designer/views/setting-controls.tsx';
import { moved } from '../../process/model.ts';
import type { Choice } from '../model.ts';

export function OrderedFields({
  label,
  help,
  value,
  choices,
  most = 60,
  put,
}: {
  label: string;
  help?: string;
  value: readonly string[];
  choices: readonly Choice[];
  most?: number;
  put(value: string[]): void;
}) {
  const nameOf = (code: string) =>
    choices.find((one) => one.value === code)?.label ?? `${code}（今はない項目）`;
  const left = choices.filter((one) => !value.includes(one.value));
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {help !== undefined && <p className="help">{help}</p>}
      <ol className="paper-fields">
        {value.map((code, at) => (
          <li key={code}>
            <span>{nameOf(code)}</span>
            <button
              type="button"
              className="button button-quiet"
              aria-label={`${nameOf(code)}を上へ`}
              aria-disabled={at === 0 || undefined}
              onClick={() => put(moved(value, at, -1))}
            >
              ↑
            </button>
            <button
              type="button"
              className="button button-quiet"
              aria-label={`${nameOf(code)}を下へ`}
              aria-disabled={at === value.length - 1 || undefined}
              onClick={() => put(moved(value, at, 1))}
            >
              ↓
            </button>
            <button
              type="button"
              className="button button-quiet"
              aria-label={`${nameOf(code)}を載せない`}
              onClick={() => put(value.filter((one) => one !== code))}
            >
              外す
            </button>
          </li>
        ))}
      </ol>
      {value.length < most && (
        <SelectSetting
          label="項目を加える"
          value=""
          none="（選ぶ）"
          choices={left}
          onChange={(code) => code !== '' && put([...value, code])}
        />
      )}
    </fieldset>
  );
}
