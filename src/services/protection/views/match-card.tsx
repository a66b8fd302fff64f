/** One person a case or a record may mean, and the decision whether it is them. */
import { Form, Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, errorFor, Field, Mark, Submit } from '#ui/staff';
import type { MatchLine } from '../match-lines.server.ts';
import { type Failed, wrongIn } from './failed.ts';

interface Props {
  match: MatchLine;
  failed: Failed | undefined;
  /** Why it is thought to be them, and what that holds back. */
  told: string;
  /** The answer "the counterpart, but this has nothing to do with the sheltered person", in words for what is examined. */
  unrelated: string;
}

export function MatchCard({ match, failed, told, unrelated }: Props) {
  const wrong = wrongIn(failed, 'match', match.personId);
  return (
    <div className="document">
      <p className="file-row">
        <b>{match.name}</b>
        <span>{match.birthDate}</span>
        <Mark tone={match.counterpart ? 'alert' : 'work'}>{match.role}</Mark>
        <Link to={href(staffPaths.protectionMeasure, { measure: match.measureId })}>
          支援措置 {match.number}
        </Link>
      </p>
      <p className="quiet">
        {told}
        {match.expired && '期限は過ぎていますが、確認するまで続いています。'}
      </p>
      <details open={wrong !== undefined}>
        <summary>別人か、関わりがないかを判断する</summary>
        <Form method="post">
          <Csrf />
          <input type="hidden" name="about" value={match.personId} />
          <Field label="判断" error={errorFor(wrong, 'verdict')}>
            <select id={`verdict-${match.personId}`} name="verdict" className="short">
              <option value="same">同じ人（支援措置を続ける）</option>
              <option value="different">別人</option>
              {match.counterpart && <option value="unrelated">{unrelated}</option>}
            </select>
          </Field>
          <Field label="そう判断した理由" error={errorFor(wrong, 'matchReason')}>
            <textarea id={`matchReason-${match.personId}`} name="matchReason" rows={2} />
          </Field>
          <Submit kind="plain" name="intent" value="match">
            判断を記録する
          </Submit>
        </Form>
      </details>
    </div>
  );
}
