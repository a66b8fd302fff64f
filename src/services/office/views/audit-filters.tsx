/** What the audit list can be searched by. */
import type { Issue } from '#kernel/errors';
import type { AuditSearch } from '../audit-search.ts';
import { actChoices, purposeChoices } from '../audit-words.ts';

export function AuditFilters({ search, issues }: { search: AuditSearch; issues: Issue[] }) {
  return (
    <>
      <label className="search">
        受付番号・記録の番号
        <input type="search" name="record" defaultValue={search.record} />
      </label>
      <label>
        職員のログイン名
        <input type="search" name="login" defaultValue={search.login} autoCapitalize="none" size={14} />
      </label>
      <Choice name="act" label="操作" value={search.act} choices={actChoices} />
      <Choice name="purpose" label="理由" value={search.purpose} choices={purposeChoices} />
      <Day name="from" label="いつから" search={search} issues={issues} />
      <Day name="to" label="いつまで" search={search} issues={issues} />
    </>
  );
}

function Choice(props: { name: string; label: string; value: string; choices: [string, string][] }) {
  const { name, label, value, choices } = props;
  return (
    <label>
      {label}
      <select name={name} defaultValue={value}>
        <option value="">すべて</option>
        {value !== '' && !choices.some(([choice]) => choice === value) && (
          <option value={value}>{value}</option>
        )}
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day(props: { name: 'from' | 'to'; label: string; search: AuditSearch; issues: Issue[] }) {
  const { name, label, search, issues } = props;
  const issue = issues.find((one) => one.path === name);
  return (
    <label>
      {label}
      {issue !== undefined && (
        <span id={`${name}-error`} className="error">
          {issue.message}
        </span>
      )}
      <input
        type="text"
        name={name}
        defaultValue={search[name]}
        placeholder="R8.11.21"
        size={10}
        aria-invalid={issue !== undefined || undefined}
        aria-describedby={issue === undefined ? undefined : `${name}-error`}
      />
    </label>
  );
}
