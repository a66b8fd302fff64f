/** What the examination of a case and that of a record have in common. */
import { seenDocuments } from '#core/protection';
import { errorFor, type FormIssue, ScrollBox } from '#ui/staff';
import type { DecidedLine } from '../match-lines.server.ts';

/** Names and birth dates that occur, to decide who is meant. */
export function NamedPersons({ named }: { named: readonly { label: string; text: string }[] }) {
  if (named.length === 0) return <p className="empty">氏名の項目に、名前はありません。</p>;
  return (
    <dl className="facts">
      {named.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, the same label may come twice
        <div key={index}>
          <dt>{one.label}</dt>
          <dd>{one.text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was looked at. `id` stands where several such forms are on one page. */
export function SeenDocuments({ id, wrong }: { id: string; wrong: readonly FormIssue[] | undefined }) {
  return (
    <fieldset id={id} className="field">
      <legend>確かめたもの</legend>
      {errorFor(wrong, 'seen') && <p className="error">{errorFor(wrong, 'seen')}</p>}
      {seenDocuments.map((one) => (
        <label key={one} className="choice">
          <input type="checkbox" name="seen" value={one} />
          {one}
        </label>
      ))}
    </fieldset>
  );
}

/** Refusing stands first, and nothing is chosen. `allow` says what exactly is allowed. */
export function Verdict({
  id,
  allow,
  wrong,
}: {
  id: string;
  allow: string;
  wrong: readonly FormIssue[] | undefined;
}) {
  return (
    <fieldset id={id} className="field">
      <legend>結果</legend>
      {errorFor(wrong, 'verdict') && <p className="error">{errorFor(wrong, 'verdict')}</p>}
      <label className="choice">
        <input type="radio" name="verdict" value="refuse" />
        認めない
      </label>
      <label className="choice">
        <input type="radio" name="verdict" value="allow" />
        {allow}
      </label>
    </fieldset>
  );
}

export function Decided({ rows, empty }: { rows: readonly DecidedLine[]; empty: string }) {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <ScrollBox label="これまでの判断の表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">いつ・だれが</th>
            <th scope="col">何を</th>
            <th scope="col">結果</th>
            <th scope="col">理由</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.key}>
              <td>
                {one.at}
                <br />
                {one.who}
              </td>
              <td>{one.what}</td>
              <td>
                {one.verdict}
                {one.since !== '' && (
                  <>
                    <br />
                    <span className="quiet small">{one.since}</span>
                  </>
                )}
              </td>
              <td>
                {one.reason}
                {one.seen !== '' && <span className="quiet small">　確認：{one.seen}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
