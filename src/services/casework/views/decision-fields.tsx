/** Outcome, reasons, items and days; what does not belong to the chosen outcome is out of sight. */
import { useState } from 'react';
import type { Outcome } from '#core/process';
import { errorFor, Field, type FormIssue } from '#ui/staff';
import { outcomeLabels } from '../labels.ts';

interface Props {
  allowed: Outcome[];
  items: { key: string; label: string }[];
  validity: { from: string; to: string } | null;
  refusalReasons: string[];
  issues?: readonly FormIssue[];
}

export function DecisionFields({ allowed, items, validity, refusalReasons, issues }: Props) {
  const [outcome, setOutcome] = useState<Outcome | ''>(allowed.length === 1 ? (allowed[0] ?? '') : '');
  const outcomeError = errorFor(issues, 'outcome');
  const refuses = outcome === 'refused' || outcome === 'partial';
  const grants = outcome === 'granted' || outcome === 'partial';
  return (
    <>
      <fieldset id="outcome" tabIndex={-1} className={outcomeError ? 'field field-wrong' : 'field'}>
        <legend>決定の内容</legend>
        {outcomeError && <p className="error">{outcomeError}</p>}
        {allowed.map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="outcome"
              value={one}
              checked={outcome === one}
              onChange={() => setOutcome(one)}
            />
            {outcomeLabels[one]}
          </label>
        ))}
      </fieldset>
      {outcome === 'partial' && <Items items={items} issues={issues} reasons={refusalReasons} />}
      {refuses && (
        <fieldset className="field">
          <legend>{outcome === 'refused' ? '却下の理由' : '全体に添える理由'}</legend>
          {outcome === 'refused' && (
            <p className="help">
              理由は通知に載ります。どの決まりの、どの点に当たらないかが分かるように書きます（行政手続法第8条）。
            </p>
          )}
          {refusalReasons.map((one) => (
            <label key={one} className="choice">
              <input type="checkbox" name="reason" value={one} />
              {one}
            </label>
          ))}
          <Field
            label="そのほかの理由、詳しい説明"
            optional={refusalReasons.length > 0}
            error={errorFor(issues, 'reasons')}
          >
            <textarea id="reasons" name="reasons" rows={4} />
          </Field>
        </fieldset>
      )}
      {grants && validity !== null && (
        <fieldset className="field">
          <legend>認定の期間</legend>
          <div className="choices-row">
            <Field label="始まりの日" error={errorFor(issues, 'validFrom')}>
              <input
                id="validFrom"
                type="text"
                name="validFrom"
                className="short"
                defaultValue={validity.from}
              />
            </Field>
            <Field label="終わりの日" error={errorFor(issues, 'validTo')}>
              <input id="validTo" type="text" name="validTo" className="short" defaultValue={validity.to} />
            </Field>
          </div>
        </fieldset>
      )}
      {(outcome === 'granted' || outcome === 'accepted') && (
        <Field label="起案の説明" optional help="通知には理由として載ります。要らなければ空のままにします。">
          <textarea id="note" name="note" rows={2} />
        </Field>
      )}
    </>
  );
}

/** One line per child or object: granted or not, and why not. */
function Items({
  items,
  issues,
  reasons,
}: {
  items: Props['items'];
  issues?: readonly FormIssue[];
  reasons: string[];
}) {
  return (
    <fieldset className="field" id="items" tabIndex={-1}>
      <legend>一つずつの決定</legend>
      {errorFor(issues, 'items') && <p className="error">{errorFor(issues, 'items')}</p>}
      <datalist id="item-reasons">
        {reasons.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {items.map((item) => {
        const error = errorFor(issues, `items.${item.key}`);
        return (
          <div key={item.key} className="item-row">
            <label className="choice">
              <input type="checkbox" name={`granted:${item.key}`} value="yes" defaultChecked />
              {item.label}を認定する
            </label>
            <label className="item-reason">
              <span className="small">認めない理由（{item.label}）</span>
              {error && <span className="error">{error}</span>}
              <input
                id={`item:${item.key}`}
                type="text"
                name={`item:${item.key}`}
                list="item-reasons"
                aria-invalid={error ? true : undefined}
              />
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}
