/** Which column goes into which field, and what tells which record a row is about. */
import { Form } from 'react-router';
import type { Target } from '#core/imports';
import { Csrf, errorFor, Field, type FormIssue, Section, Submit } from '#ui/staff';
import type { ImportPage } from '../import/import-page.server.ts';
import type { AppHeadData } from '../table/model.ts';

interface Props {
  app: AppHeadData;
  page: ImportPage;
  issues: readonly FormIssue[];
}

export function ImportColumns({ page, issues }: Props) {
  const { mapping, targets } = page;
  const chosen = new Set(mapping.columns);
  const missing = targets.filter((one) => one.required && !chosen.has(one.value));
  return (
    <>
      {page.sheets.length > 1 && <Sheets page={page} issues={issues} />}
      <Form method="post">
        <Csrf />
        <input type="hidden" name="intent" value="check" />
        <Section title="列と項目の対応" id="columns">
          <p className="help">
            名前の似た項目を選んでおきました。取り込まない列は「取り込まない」にします。次に同じ見出しのファイルを選ぶと、この対応を使います。
          </p>
          {targets.some((one) => one.value === 'mark') && (
            <p className="help">
              明細のあるレコードは、1件を何行かに分けて書きます。「レコードの開始行」の列に *
              がある行から、次の *
              の前の行までが1件です。この列がなければ、照合に使う項目が変わったところから、次の1件になります。
            </p>
          )}
          {missing.length > 0 && (
            <p className="note note-warning">
              必須の項目のうち、{missing.map((one) => `「${one.label}」`).join('')}
              の列が見つかりません。新しく追加する行は取り込めません。
            </p>
          )}
          <table className="import-columns">
            <thead>
              <tr>
                <th scope="col">ファイルの列</th>
                <th scope="col">例</th>
                <th scope="col">取り込む項目</th>
              </tr>
            </thead>
            <tbody>
              {page.heading.map((name, column) => (
                <ColumnRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                  key={column}
                  name={name === '' ? `（${column + 1}列目）` : name}
                  column={column}
                  page={page}
                  issues={issues}
                />
              ))}
            </tbody>
          </table>
        </Section>
        <HowToMatch page={page} issues={issues} />
        <p className="button-row">
          <Submit>次へ：確かめる</Submit>
        </p>
        <p className="help">確かめるだけでは、まだ何も取り込まれません。</p>
      </Form>
    </>
  );
}

function ColumnRow({
  name,
  column,
  page,
  issues,
}: {
  name: string;
  column: number;
  page: ImportPage;
  issues: readonly FormIssue[];
}) {
  const id = `column${column}`;
  const error = errorFor(issues, id);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>{name}</label>
      </th>
      <td className="import-samples">
        {page.samples[column]?.length ? (
          page.samples[column].map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first cells of the file, in their order
            <span key={index}>{cell}</span>
          ))
        ) : (
          <span className="quiet">空の列</span>
        )}
      </td>
      <td>
        <select
          id={id}
          name={id}
          defaultValue={page.mapping.columns[column] ?? ''}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        >
          <option value="">取り込まない</option>
          {page.targets.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
              {one.required ? '（必須）' : ''}
            </option>
          ))}
        </select>
        {error && (
          <p className="error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </td>
    </tr>
  );
}

function HowToMatch({ page, issues }: { page: ImportPage; issues: readonly FormIssue[] }) {
  const { mapping, keys } = page;
  return (
    <Section title="すでにあるレコードとの照合" id="matching">
      <Field
        label="照合に使う項目"
        help="この項目が同じレコードがあれば、そのレコードを変更します。"
        error={errorFor(issues, 'key')}
      >
        <select id="key" name="key" defaultValue={mapping.key ?? ''}>
          <option value="">照合しない（すべて新しいレコードとして追加する）</option>
          {keys.map((one: Target) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="import-choice">
        <legend>同じレコードがない行</legend>
        <Choice name="unmatched" value="add" now={mapping.unmatched}>
          新しく追加する
        </Choice>
        <Choice name="unmatched" value="refuse" now={mapping.unmatched}>
          取り込まない（取り込めない行として知らせる）
        </Choice>
      </fieldset>
      <fieldset className="import-choice">
        <legend>空のセル</legend>
        <Choice name="blank" value="keep" now={mapping.blank}>
          レコードの値をそのままにする
        </Choice>
        <Choice name="blank" value="clear" now={mapping.blank}>
          レコードの値を消す
        </Choice>
      </fieldset>
    </Section>
  );
}

function Choice(props: { name: string; value: string; now: string; children: string }) {
  return (
    <label className="choice">
      <input type="radio" name={props.name} value={props.value} defaultChecked={props.now === props.value} />
      {props.children}
    </label>
  );
}

function Sheets({ page, issues }: { page: ImportPage; issues: readonly FormIssue[] }) {
  return (
    <Form method="post" className="import-sheets">
      <Csrf />
      <input type="hidden" name="intent" value="sheet" />
      <Field label="シート" error={errorFor(issues, 'sheet')}>
        <select id="sheet" name="sheet" defaultValue={String(page.sheet)}>
          {page.sheets.map((name, index) => (
            <option key={name} value={String(index)}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Submit kind="plain">このシートを読む</Submit>
    </Form>
  );
}
