/** The fields of a wish: what, in which shape. Shared by single exports and regular outputs. */
import { encodings, formats, type SourceName } from '#core/exports';
import type { Classification } from '#core/fields';
import { errorFor, Facts, type FormIssue } from '#ui/staff';
import { classLabels } from '../labels.ts';

interface Props {
  source: SourceName;
  query: string;
  filter: [string, string][];
  rows: number;
  columns: { key: string; label: string; classification: Classification }[];
  /** Null when the filter names no procedure: then there are headers only. */
  procedure: string | null;
  issues?: readonly FormIssue[];
}

export function WishFields({ source, query, filter, rows, columns, procedure, issues }: Props) {
  const wrong = errorFor(issues, 'columns');
  return (
    <>
      <input type="hidden" name="source" value={source} />
      <input type="hidden" name="query" value={query} />
      <Facts rows={[['いまの件数', `${rows.toLocaleString('ja-JP')}件`], ...filter]} />
      <fieldset
        id="columns"
        className="field"
        tabIndex={-1}
        aria-describedby={wrong ? 'columns-error' : undefined}
      >
        <legend>書き出す項目</legend>
        <p className="help">
          使うものだけを選んでください。マイナンバーや口座などの保護された項目は、書き出せません。
          {source === 'cases' && procedure === null && '手続を一つに絞ると、その手続の項目も選べます。'}
        </p>
        {wrong && (
          <p className="error" id="columns-error">
            {wrong}
          </p>
        )}
        <div className="export-columns">
          {columns.map((column) => (
            <label className="choice" key={column.key}>
              <input
                type="checkbox"
                name="columns"
                value={column.key}
                defaultChecked={
                  (source === 'records' || !/^f\d/.test(column.key)) && column.classification === 'internal'
                }
              />
              <span>
                {column.label}
                {column.classification !== 'internal' && column.classification !== 'public' && (
                  <span className="quiet">（{classLabels[column.classification]}）</span>
                )}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Radios
        name="format"
        legend="ファイルの形"
        options={formats}
        first="xlsx"
        error={errorFor(issues, 'format')}
      />
      <Radios
        name="encoding"
        legend="CSVの文字コード"
        help="Windows-31Jにない文字があるときは、作る前に一覧で確かめます。Excel（XLSX）には関係ありません。"
        options={encodings}
        first="utf-8"
        error={errorFor(issues, 'encoding')}
      />
    </>
  );
}

export function Radios({
  name,
  legend,
  help,
  options,
  first,
  error,
}: {
  name: string;
  legend: string;
  help?: string;
  options: Record<string, string>;
  first: string;
  error?: string;
}) {
  return (
    <fieldset
      id={name}
      className="field"
      tabIndex={-1}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>{legend}</legend>
      {help && <p className="help">{help}</p>}
      {error && (
        <p className="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div className="choices-row">
        {Object.entries(options).map(([value, label]) => (
          <label className="choice" key={value}>
            <input type="radio" name={name} value={value} defaultChecked={value === first} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
