/** Name, department and who may use it, as asked for every new app. */
import { errorFor, Field, type FormIssue } from '#ui/staff';
import type { BeginningOffer } from '../beginning-form.server.ts';

interface Props {
  offer: BeginningOffer;
  issues: readonly FormIssue[] | undefined;
  title?: string;
  /** Chosen at first; the narrowest otherwise. */
  audience?: string;
}

export function BeginningFields({ offer, issues, title, audience }: Props) {
  return (
    <>
      <Field label="アプリの名前" help="例：落とし物管理" error={errorFor(issues, 'title')}>
        <input id="title" type="text" name="title" maxLength={100} defaultValue={title ?? ''} />
      </Field>
      <Field label="所管" error={errorFor(issues, 'department')}>
        <select id="department" name="department" defaultValue={offer.own}>
          {offer.departments.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="field">
        <legend>誰が使いますか</legend>
        {errorFor(issues, 'audience') && <p className="error">{errorFor(issues, 'audience')}</p>}
        {offer.audiences.map((one, index) => (
          <div key={one.value} className="studio-radio">
            <label className="choice">
              <input
                type="radio"
                name="audience"
                value={one.value}
                defaultChecked={audience === undefined ? index === 0 : one.value === audience}
                aria-describedby={`audience-${one.value}`}
              />
              {one.label}
            </label>
            <p className="help" id={`audience-${one.value}`}>
              {one.help}
            </p>
          </div>
        ))}
      </fieldset>
    </>
  );
}
