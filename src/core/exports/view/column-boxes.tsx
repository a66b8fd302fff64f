/** Which columns go out. Personal ones say so. */
import { errorFor, type FormIssue } from '#ui/staff';
import type { ColumnChoice } from '../model.ts';
import { classLabels } from './class-labels.ts';

interface Props {
  columns: (ColumnChoice & { chosen: boolean })[];
  help?: string;
  issues?: readonly FormIssue[];
  /** The keys that are ticked now. */
  onChange?: (keys: string[]) => void;
}

export function ColumnBoxes({ columns, help = '', issues, onChange }: Props) {
  const wrong = errorFor(issues, 'columns');
  return (
    <fieldset
      id="columns"
      className="field"
      tabIndex={-1}
      aria-describedby={wrong ? 'columns-error' : undefined}
      onChange={({ currentTarget }) => onChange?.(ticked(currentTarget))}
    >
      <legend>書き出す項目</legend>
      <p className="help">
        使うものだけを選んでください。マイナンバーや口座などの保護された項目は、書き出せません。
        {help}
      </p>
      {wrong && (
        <p className="error" id="columns-error">
          {wrong}
        </p>
      )}
      <div className="export-columns">
        {columns.map(({ key, label, classification, chosen }) => (
          <label className="choice" key={key}>
            <input type="checkbox" name="columns" value={key} defaultChecked={chosen} />
            <span>
              {label}
              {classification !== 'internal' && classification !== 'public' && (
                <span className="quiet">（{classLabels[classification]}）</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const ticked = (boxes: HTMLElement): string[] =>
  [...boxes.querySelectorAll<HTMLInputElement>('input:checked')].map((one) => one.value);
