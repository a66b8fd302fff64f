/** The letters of one state and what may be done with those chosen. A plain form: printing opens the PDF beside it. */
import { Link } from 'react-router';
import { type DispatchState, dispatchKinds } from '#core/dispatch';
import { staffPaths } from '#ui/paths';
import { Csrf, errorFor, Field, type FormIssue, Mark, ScrollBox } from '#ui/staff';
import type { DispatchLine } from '../dispatch-lines.server.ts';
import { caseHref } from './case-link.tsx';

interface Props {
  state: DispatchState;
  department: string;
  today: string;
  letters: DispatchLine[];
  issues?: readonly FormIssue[] | undefined;
  typed?: { note: string; on: string; kind: string } | undefined;
  chosen?: string[] | undefined;
}

export function DispatchForm(props: Props) {
  const { state, department, letters, issues, chosen } = props;
  const wrong = errorFor(issues, 'ids');
  return (
    <form method="post">
      <Csrf />
      <input type="hidden" name="state" value={state} />
      <input type="hidden" name="department" value={department} />
      {wrong && <p className="error">{wrong}</p>}
      <ScrollBox label="郵便物" tall>
        <table className="table" id="ids">
          <thead>
            <tr>
              <th scope="col">選択</th>
              <th scope="col">郵便番号</th>
              <th scope="col">文書</th>
              <th scope="col">宛先</th>
              <th scope="col">理由</th>
              <th scope="col">記載日</th>
              <th scope="col">経過</th>
            </tr>
          </thead>
          <tbody>
            {letters.map((one) => (
              <tr key={one.id}>
                <td>
                  <input
                    type="checkbox"
                    name="id"
                    value={one.id}
                    aria-label={`${one.number}を選ぶ`}
                    defaultChecked={
                      chosen?.includes(one.id) ?? (state === 'waiting' && !one.guarded && !one.noAddress)
                    }
                  />
                </td>
                <td>{one.postCode}</td>
                <td>
                  <Link to={caseHref(one.caseId)}>{one.number}</Link> {one.title}
                </td>
                <td>
                  {one.name}
                  {one.guarded && <Mark tone="alert">審査が必要</Mark>}
                  {one.noAddress && <Mark tone="alert">宛先なし</Mark>}
                </td>
                <td>{one.reason}</td>
                <td>{one.listedOn}</td>
                <td>
                  <Course letter={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <Acts {...props} />
    </form>
  );
}

function Course({ letter }: { letter: DispatchLine }) {
  const said = [
    letter.prints > 0 ? `印刷${letter.prints}回` : '',
    letter.dispatchedOn === null ? '' : `${letter.dispatchedOn} ${letter.kind}`,
    letter.returnedOn === null ? '' : `${letter.returnedOn} 返戻`,
    letter.note ?? '',
  ].filter(Boolean);
  return (
    <details>
      <summary>{said.length === 0 ? '記録' : said.join('・')}</summary>
      <ul className="small">
        {letter.log.map((line) => (
          <li key={`${line.at}${line.act}${line.name}`}>
            {line.at} {line.act} {line.name} {line.note}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Acts({ state, today, issues, typed }: Props) {
  const print = (text: string) => (
    <button
      type="submit"
      className={`button ${state === 'waiting' ? 'button-primary' : 'button-plain'}`}
      formAction={staffPaths.dispatchPrint}
      formTarget="_blank"
    >
      {text}
    </button>
  );
  const act = (value: string, text: string, kind: 'primary' | 'plain' | 'danger' = 'plain') => (
    <button type="submit" name="intent" value={value} className={`button button-${kind}`}>
      {text}
    </button>
  );
  const note = (label: string) => (
    <Field label={label} error={errorFor(issues, 'note')}>
      <input id="note" type="text" name="note" maxLength={200} defaultValue={typed?.note ?? ''} />
    </Field>
  );
  const day = (label: string) => (
    <Field label={label} error={errorFor(issues, 'on')}>
      <input id="on" type="date" name="on" max={today} defaultValue={typed?.on || today} />
    </Field>
  );
  if (state === 'waiting' || state === 'printed')
    return (
      <>
        <div className="bar">
          {state === 'printed' && (
            <>
              {day('発送日')}
              <Field label="郵便の種類" error={errorFor(issues, 'kind')}>
                <select id="kind" name="kind" defaultValue={typed?.kind || 'ordinary'}>
                  {Object.entries(dispatchKinds).map(([value, text]) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>
              </Field>
              {act('dispatch', '選んだものを発送済にする', 'primary')}
            </>
          )}
          {print(
            state === 'waiting'
              ? '選んだものを印刷する（郵便番号順のPDF）'
              : 'もう一度印刷する（記録に残ります）',
          )}
        </div>
        {state === 'waiting' && (
          <p className="help">
            印刷すると「発送待ち」に移ります。長形3号の窓付き封筒に、三つ折りで入ります。
          </p>
        )}
        <details open={errorFor(issues, 'note') !== undefined}>
          <summary>引き抜く</summary>
          {note('引き抜く理由（窓口で渡した、など）')}
          {act('pull', '選んだものを引き抜く')}
        </details>
      </>
    );
  if (state === 'dispatched')
    return (
      <div className="bar">
        {day('返戻の日')}
        {note('返戻の理由（あて所に尋ねあたらず、など）')}
        {act('return', '選んだものを返戻にする')}
      </div>
    );
  return (
    <div className="bar">
      {state === 'returned'
        ? act('resend', '選んだものを、もう一度送る')
        : act('put-back', '選んだものを印刷待ちに戻す')}
    </div>
  );
}
