/** The second person's yes or no, to exactly the number that stands here. */
import { Form } from 'react-router';
import { Csrf, errorFor, Field, type FormIssue, Section, Submit } from '#ui/staff';

interface Props {
  page: {
    rows: number | null;
    persons: number | null;
    requester: string;
    purpose: string;
    columns: string[];
  };
  issues: readonly FormIssue[];
}

export function AnswerForm({ page, issues }: Props) {
  return (
    <Section title="この書出しを承認しますか" id="answer">
      <p>
        {page.requester}さんが、<b>{page.persons?.toLocaleString('ja-JP')}人</b>（
        {page.rows?.toLocaleString('ja-JP')}件、{page.columns.length}項目）を「{page.purpose}
        」のために書き出します。目的に要る人と項目だけになっているかを、下の内容で確かめてください。
      </p>
      <Form method="post">
        <Csrf />
        <input type="hidden" name="rows" value={page.rows ?? ''} />
        <input type="hidden" name="persons" value={page.persons ?? ''} />
        <Field
          label="承認しない理由"
          optional
          help="承認しないときだけ書いてください。"
          error={errorFor(issues, 'note')}
        >
          <textarea id="note" name="note" rows={2} />
        </Field>
        <div className="choices-row">
          <Submit name="intent" value="approve">
            {page.persons?.toLocaleString('ja-JP')}人分の書出しを承認する
          </Submit>
          <Submit kind="plain" name="intent" value="refuse">
            承認しない
          </Submit>
        </div>
      </Form>
    </Section>
  );
}
