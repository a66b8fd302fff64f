/** Comments of staff on a record, who is told of changes, and records that belong to it. */
import { Form } from 'react-router';
import { Csrf, errorFor, Field, type FormIssue, KeptForm, Section, Submit } from '#ui/staff';
import type { CommentEntry, RecordPage } from '../record-page.server.ts';
import { MentionBox } from './mention-box.tsx';
import { Moment } from './moment.tsx';

export function Comments({ page, issues }: { page: RecordPage; issues: readonly FormIssue[] | undefined }) {
  const error = errorFor(issues, 'body') ?? issues?.find((one) => one.path.startsWith('mentions'))?.message;
  return (
    <Section title="コメント" id="comments">
      <ul className="letters">
        {page.comments.map((one) => (
          <li key={one.id}>
            <p className="small quiet record-said-by">
              <span>
                {one.name}　<Moment at={one.at} />
              </span>
              {one.mine && <Withdraw comment={one} />}
            </p>
            <p className="said">{one.body}</p>
            {one.mentions.length > 0 && <p className="small quiet">宛先：{one.mentions.join('、')}</p>}
          </li>
        ))}
      </ul>
      {page.comments.length === 0 && (
        <p className="quiet">まだありません。気づいたことや引継ぎを残せます。</p>
      )}
      <KeptForm name="comment">
        <Csrf />
        <input type="hidden" name="intent" value="comment" />
        <Field
          label="コメントを書く"
          help="@ を打つと、このレコードを見られる職員を選べます。選んだ人に知らせが届きます。"
          {...(error === undefined ? {} : { error })}
        >
          <MentionBox appId={page.appId} record={page.id} />
        </Field>
        <Submit kind="plain">コメントを残す</Submit>
      </KeptForm>
    </Section>
  );
}

function Withdraw({ comment }: { comment: CommentEntry }) {
  return (
    <Form method="post" className="inline-form">
      <Csrf />
      <input type="hidden" name="intent" value="withdraw" />
      <input type="hidden" name="comment" value={comment.id} />
      <button type="submit" className="link-button">
        取り下げる
      </button>
    </Form>
  );
}

export function Following({ following }: { following: RecordPage['following'] }) {
  return (
    <Form method="post" className="inline-form">
      <Csrf />
      <input type="hidden" name="intent" value={following.mine ? 'unfollow' : 'follow'} />
      <button type="submit" className="button button-quiet" aria-pressed={following.mine}>
        {following.mine ? '知らせを受けています' : '変更の知らせを受ける'}
      </button>
      {following.count > 0 && <span className="small quiet">{following.count}人</span>}
    </Form>
  );
}
