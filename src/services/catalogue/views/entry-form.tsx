/** The form of an entry; what a full definition says stands there to be read. */
import { Form } from 'react-router';
import {
  type Channel,
  type Column,
  channels,
  channelWords,
  columns,
  type Entry,
  kindWords,
  type Listed,
  lockedKeys,
  reasonWords,
  visitWords,
  writeCell,
} from '#core/inventory';
import { formatFiscalYear } from '#kernel/dates';
import {
  Csrf,
  ErrorSummary,
  errorFor,
  Facts,
  Field,
  type FormIssue,
  ScrollBox,
  Section,
  Submit,
} from '#ui/staff';
import { volumeControl } from '../read-form.ts';

interface Props {
  entry: Entry;
  listed: Listed | null;
  years: number[];
  departments: { code: string; name: string }[];
  failed?: { issues: FormIssue[]; message?: string };
}

type Key = keyof Entry;
const sections: { title: string; keys: Key[] }[] = [
  {
    title: '手続',
    keys: [
      'code',
      'name',
      'reading',
      'words',
      'kind',
      'department',
      'summary',
      'trigger',
      'deadline',
      'law',
      'article',
      'lawId',
      'inForce',
      'agency',
      'definition',
    ],
  },
  {
    title: '受付と来庁',
    keys: ['channels', 'place', 'visit', 'visitWhy', 'reason', 'reasonNote', 'plan', 'isPublic'],
  },
  {
    title: '手続の重さと時間',
    keys: ['items', 'attachments', 'steps', 'visits', 'days', 'minutesPaper', 'minutesOnline'],
  },
  { title: 'つながりと確認', keys: ['follows', 'reviewedBy', 'reviewedOn'] },
];
const byKey = new Map(columns.map((one) => [one.key, one]));

export function EntryForm({ entry, listed, years, departments, failed }: Props) {
  const locked = (key: Key) =>
    listed !== null && (key === 'code' || (listed.full && lockedKeys.includes(key)));
  return (
    <>
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Form method="post" className="catalogue-form">
        <Csrf />
        <input type="hidden" name="version" value={listed?.version ?? 0} />
        {sections.map(({ title, keys }) => {
          const shown = keys.map((key) => byKey.get(key)!);
          const fixed = listed === null ? [] : shown.filter((one) => locked(one.key));
          return (
            <Section key={title} title={title}>
              {fixed.length > 0 && (
                <Facts rows={fixed.map((one) => [one.label, writeCell(listed!, one) || '–'])} />
              )}
              <div className="catalogue-fields">
                {shown
                  .filter((one) => !locked(one.key))
                  .map((one) => (
                    <Control
                      key={one.key}
                      column={one}
                      entry={entry}
                      departments={departments}
                      error={errorFor(failed?.issues, one.key)}
                    />
                  ))}
              </div>
            </Section>
          );
        })}
        <Section title="件数" id="cases">
          <p className="help">数えていない欄は、空のままにします。0は「0件だった」です。</p>
          <ScrollBox label="件数の欄">
            <table className="table catalogue-cases">
              <thead>
                <tr>
                  <th scope="col">年度</th>
                  {channels.map((one) => (
                    <th key={one} scope="col">
                      {channelWords[one]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {years.map((year) => (
                  <tr key={year}>
                    <th scope="row">{formatFiscalYear(year)}</th>
                    {channels.map((one) => (
                      <td key={one}>
                        <Cases year={year} channel={one} listed={listed} issues={failed?.issues} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </Section>
        <Field label="変えた理由" help="記録に残ります。例：令和8年度の棚卸し" optional>
          <input id="why" type="text" name="why" maxLength={200} />
        </Field>
        <p className="button-row">
          <Submit>{listed === null ? '加える' : '保存する'}</Submit>
        </p>
      </Form>
    </>
  );
}

function Cases(props: { year: number; channel: Channel; listed: Listed | null; issues?: FormIssue[] }) {
  const { year, channel, listed, issues } = props;
  const name = volumeControl(year, channel);
  return (
    <input
      id={name}
      name={name}
      type="text"
      inputMode="numeric"
      aria-label={`${formatFiscalYear(year)} ${channelWords[channel]}`}
      aria-invalid={errorFor(issues, name) === undefined ? undefined : true}
      defaultValue={listed?.volumes[year]?.[channel] ?? ''}
    />
  );
}

const numbers: readonly Key[] = [
  'items',
  'attachments',
  'steps',
  'visits',
  'days',
  'minutesPaper',
  'minutesOnline',
];

function Control({
  column,
  entry,
  departments,
  error,
}: {
  column: Column;
  entry: Entry;
  departments: { code: string; name: string }[];
  error?: string;
}) {
  const { key, label, help } = column;
  const value = writeCell(entry, column);
  if (key === 'channels')
    return (
      <fieldset className={error ? 'field field-wrong' : 'field'} id={key}>
        <legend>{label}</legend>
        <input type="hidden" name="channels-shown" value="yes" />
        {error && <p className="error">{error}</p>}
        <div className="catalogue-choices">
          {channels.map((one) => (
            <label key={one} className="choice">
              <input
                type="checkbox"
                name="channels"
                value={one}
                defaultChecked={entry.channels.includes(one)}
              />
              {channelWords[one]}
            </label>
          ))}
        </div>
      </fieldset>
    );
  if (key === 'isPublic')
    return (
      <label className="choice field">
        <input type="checkbox" name="isPublic" value="はい" defaultChecked={entry.isPublic} />
        住民の検索に出す
      </label>
    );
  const options = choicesOf(key, departments);
  const control =
    options !== null ? (
      <select id={key} name={key} defaultValue={key === 'department' ? entry.department : value}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    ) : key === 'summary' ? (
      <textarea id={key} name={key} rows={2} defaultValue={value} />
    ) : (
      <input
        id={key}
        name={key}
        type="text"
        inputMode={numbers.includes(key) ? 'numeric' : undefined}
        className={numbers.includes(key) ? 'short' : undefined}
        defaultValue={value}
      />
    );
  return (
    <Field label={label} help={key === 'department' ? undefined : help} error={error}>
      {control}
    </Field>
  );
}

function choicesOf(key: Key, departments: Props['departments']): [string, string][] | null {
  const words = (table: Record<string, string>) =>
    Object.values(table).map((one): [string, string] => [one, one]);
  switch (key) {
    case 'kind':
      return words(kindWords);
    case 'visit':
      return words(visitWords);
    case 'reason':
      return [['', '選んでいません'], ...words(reasonWords)];
    case 'department':
      return [['', '選んでいません'], ...departments.map(({ code, name }): [string, string] => [code, name])];
    default:
      return null;
  }
}
