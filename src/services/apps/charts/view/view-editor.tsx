/** Putting a view together: what it is called, what it shows, of which records, for whom. */
import { Form } from 'react-router';
import { ConditionBuilder } from '#core/conditions.view';
import type { NamedChoice } from '#core/fields';
import { Csrf, ErrorSummary, errorFor, Field, type FormIssue, Submit } from '#ui/staff';
import { bodyOf, type Draft, type EditorData, kindWords } from '../editor-model.ts';
import { ChartParts } from './chart-parts.tsx';
import type { PartProps } from './part-props.ts';
import { PivotParts } from './pivot-parts.tsx';
import { SharingParts } from './sharing-parts.tsx';
import { TableParts } from './table-parts.tsx';
import { useKept } from './use-kept.ts';

interface Props {
  data: EditorData;
  initial: Draft;
  /** What a change must have seen; absent: a new view. */
  revision?: number;
  issues: readonly FormIssue[] | undefined;
  message: string | undefined;
  find(field: string, text: string): Promise<readonly NamedChoice[]>;
  /** Asks how the view as it is now looks. */
  preview(form: HTMLFormElement): void;
}

export function ViewEditor({ data, initial, revision, issues, message, find, preview }: Props) {
  const [draft, setDraft] = useKept<Draft>('view', initial);
  const put = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const part: PartProps = { data, draft, put, issues };
  return (
    <Form method="post" className="view-editor">
      <Csrf />
      <ErrorSummary message={message} issues={issues} />
      <input type="hidden" name="view" value={JSON.stringify(bodyOf(draft))} />
      {revision !== undefined && <input type="hidden" name="revision" value={revision} />}
      <Field
        label="名前"
        help="一覧の名前です。人の名前は入れないでください。"
        error={errorFor(issues, 'title')}
      >
        <input
          id="title"
          name="title"
          type="text"
          maxLength={60}
          autoComplete="off"
          value={draft.title}
          onChange={(event) => put({ title: event.target.value })}
        />
      </Field>
      <fieldset className="field">
        <legend>表し方</legend>
        <div className="choices-row">
          {Object.entries(kindWords).map(([kind, label]) => (
            <label className="choice" key={kind}>
              <input
                type="radio"
                name="kind"
                value={kind}
                checked={draft.kind === kind}
                onChange={() => put({ kind: kind as Draft['kind'] })}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {draft.kind === 'table' && <TableParts {...part} />}
      {draft.kind === 'pivot' && <PivotParts {...part} />}
      {draft.kind === 'chart' && <ChartParts {...part} />}
      <ConditionBuilder
        name="filter"
        label="どのレコードを"
        help="何も足さなければ、見られるレコードすべてです。「今月」や「自分」は、開いた日と開いた人に合わせて変わります。"
        fields={data.conditions}
        value={initial.filter}
        find={find}
        error={errorFor(issues, 'filter')}
      />
      <SharingParts {...part} fixed={revision !== undefined} />
      <p className="button-row">
        <Submit>保存する</Submit>
        <button
          type="button"
          className="button"
          onClick={(event) => event.currentTarget.form !== null && preview(event.currentTarget.form)}
        >
          表してみる
        </button>
      </p>
    </Form>
  );
}
