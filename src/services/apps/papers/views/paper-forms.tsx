/** Ending a paper, making it anew, and giving a character that can be printed in place of one that cannot. */
import { useId } from 'react';
import { Form } from 'react-router';
import { Csrf } from '#ui/staff';
import type { PaperEntry } from '../papers.server.ts';

function Told({ told, id }: { told: readonly string[]; id: string }) {
  if (told.length === 0) return null;
  return (
    <p className="error" id={id}>
      {told.join(' ')}
    </p>
  );
}

/** 取消し, 再交付 and giving up, each with its reason. */
export function EndPaper({ one, name, told }: { one: PaperEntry; name: string; told: readonly string[] }) {
  const id = useId();
  const issued = one.state === 'issued';
  const lost = one.state === 'void';
  const { remakes } = one;
  const mending = one.state === 'waiting-repair';
  return (
    <details className="process-fold" open={(told.length > 0 && !mending) || undefined}>
      <summary>
        {lost ? '作り直す' : !issued ? '作るのをやめる' : remakes ? '取り消す・作り直す' : '取り消す'}
      </summary>
      <Form method="post" className="paper-form">
        <Csrf />
        <input type="hidden" name="intent" value="paper" />
        {!mending && <Told told={told} id={`${id}-error`} />}
        <label htmlFor={id}>理由</label>
        <input
          id={id}
          name="reason"
          type="text"
          maxLength={500}
          aria-describedby={told.length > 0 && !mending ? `${id}-error` : undefined}
        />
        <p className="small quiet">
          番号は使い回しません。
          {issued && remakes && '作り直すと、今の内容で新しい文書になり、前の文書は取り消されます。'}
        </p>
        <div className="button-row">
          {remakes && (
            <button
              type="submit"
              name="press"
              value={`reissue/${one.id}`}
              className="button button-plain"
              aria-label={`${name}を作り直す`}
            >
              作り直す
            </button>
          )}
          {!lost && (
            <button
              type="submit"
              name="press"
              value={`end/${one.id}`}
              className="button button-danger"
              aria-label={`${name}を${issued ? '取り消す' : '作るのをやめる'}`}
            >
              {issued ? '取り消す' : '作るのをやめる'}
            </button>
          )}
        </div>
      </Form>
    </details>
  );
}

export function MendPaper({ one, told }: { one: PaperEntry; told: readonly string[] }) {
  const id = useId();
  return (
    <Form method="post" className="paper-form">
      <Csrf />
      <input type="hidden" name="intent" value="paper" />
      <p>
        印字できない字があります。代わりに印刷する字を決めると、文書ができあがります。レコードの字は変わりません。
      </p>
      <Told told={told} id={`${id}-error`} />
      {one.missing.map(({ character, codePoint }) => (
        <p key={codePoint} className="paper-character">
          <input type="hidden" name="character" value={character} />
          <label htmlFor={`${id}-${codePoint}`}>
            「{character}」（{codePoint}）の代わり
          </label>
          <input id={`${id}-${codePoint}`} name="instead" type="text" maxLength={8} size={4} />
        </p>
      ))}
      <p>
        <label>
          <input type="checkbox" name="consent" /> この字で印刷してよいことを、本人や相手方に確かめました
        </label>
      </p>
      <button type="submit" name="press" value={`mend/${one.id}`} className="button button-plain">
        この字で作る
      </button>
    </Form>
  );
}
