/** The lines of one box. J and K go from one to the next, Enter opens the record, A begins to say yes; after it the next line is at hand. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Box, type BoxAsked, type BoxItem, boxQuery, narrows, verbWords } from '#core/record-process';
import { approvalTone, momentText } from '#core/record-process.view';
import { formatShort } from '#kernel/dates';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Field, KeptForm, Mark, Submit, useShortcuts } from '#ui/staff';

const empty: Readonly<Record<Box, string>> = {
  turn: 'あなたの番の決裁は、いまはありません。だれかが起案してあなたに回ると、ここに並び、知らせが届きます。',
  review: '後閲を求められているものはありません。',
  read: '供覧で回ってきたものはありません。',
  drafted: '起案して、まだ終わっていないものはありません。記録の画面の「起案する」から始められます。',
  done: 'まだありません。決裁が終わると、ここに残ります。',
};

function emptyText(asked: BoxAsked): string {
  if (asked.after !== null) return 'この先にはもうありません。';
  return narrows(asked) ? '絞り込みに合うものはありません。' : empty[asked.box];
}

const atWords: Readonly<Record<Box, string>> = {
  turn: 'いつから',
  review: 'いつから',
  read: 'いつから',
  drafted: 'いつから',
  done: '終わった日',
};

const keyOf = (item: BoxItem): string => `${item.approvalId}-${item.seat ?? ''}`;

/** The record knows from where it was opened: it leads on to the next, and back to this place. */
const hrefOf = (asked: BoxAsked, item: BoxItem): string =>
  `${href(
    staffPaths.record,
    { app: item.appId, record: item.recordId },
    boxQuery({ ...asked, after: item.place }),
  )}#process`;

export function BoxList({ asked, items }: { asked: BoxAsked; items: readonly BoxItem[] }) {
  const { box } = asked;
  const [at, setAt] = useState(0);
  /** The line on which yes is being said. */
  const [saying, setSaying] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const navigate = useNavigate();
  const now = useRef({ at, items, asked });
  now.current = { at, items, asked };

  const focus = (to: number) => {
    const next = Math.max(0, Math.min(to, now.current.items.length - 1));
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('.box-title')[next]?.focus();
  };
  const go = useRef(focus);
  go.current = focus;
  const begun = useRef(false);
  // What was decided is gone: the line after it has taken its place, and the focus with it.
  useEffect(() => {
    if (saying === null || items.some((one) => keyOf(one) === saying)) return;
    setSaying(null);
    begun.current = true;
    go.current(now.current.at);
  }, [saying, items]);
  const step = (by: number) => {
    // The first press chooses the line that is marked already.
    go.current(begun.current ? now.current.at + by : now.current.at);
    begun.current = true;
  };
  useShortcuts(
    // biome-ignore lint/correctness/useExhaustiveDependencies: everything is read when the key is pressed
    useMemo(
      () => [
        { keys: 'j', label: '次の決裁', run: () => step(1) },
        { keys: 'k', label: '前の決裁', run: () => step(-1) },
        {
          keys: 'o',
          label: '選んだ決裁をひらく',
          run: () => {
            const item = now.current.items[now.current.at];
            if (item !== undefined) void navigate(hrefOf(now.current.asked, item));
          },
        },
        {
          keys: 'a',
          label: '選んだ決裁を承認・決裁する（確かめてからもう一度押す）',
          run: () => {
            const item = now.current.items[now.current.at];
            if (item?.verb) setSaying(keyOf(item));
          },
        },
      ],
      [navigate],
    ),
  );
  if (items.length === 0) return <p className="empty">{emptyText(asked)}</p>;
  return (
    <ul className="box-list" ref={list}>
      {items.map((item, index) => {
        const key = keyOf(item);
        return (
          <li key={key} className="box-item" data-at={index === at || undefined} onFocus={() => setAt(index)}>
            <div className="box-main">
              <p className="box-head">
                <Link className="box-title" to={hrefOf(asked, item)}>
                  {item.title || '（題名を見られません）'}
                </Link>
                {item.amount !== '' && <b className="box-amount">{item.amount}</b>}
                <span className="quiet">{item.app}</span>
              </p>
              <p className="box-facts">
                <span>起案：{item.drafter}</span>
                {item.step !== '' && <span>{item.step}</span>}
                <span className="quiet">
                  {atWords[box]} {momentText(item.at)}
                </span>
                {item.standsInFor !== null && <Mark tone="work">{item.standsInFor}の代理</Mark>}
                {item.dueOn !== null &&
                  (item.late ? (
                    <Mark tone="alert">期限 {formatShort(item.dueOn)} を過ぎています</Mark>
                  ) : (
                    <span>期限 {formatShort(item.dueOn)}</span>
                  ))}
                {(box === 'drafted' || box === 'done') && (
                  <Mark tone={approvalTone[item.state]}>{item.stateTitle}</Mark>
                )}
                {item.waitsFor.length > 0 && <span>いまは {item.waitsFor.join('、')}</span>}
              </p>
            </div>
            {item.verb !== null && saying !== key && (
              <button type="button" className="button button-plain" onClick={() => setSaying(key)}>
                {verbWords[item.verb]}
              </button>
            )}
            {item.verb !== null && saying === key && (
              <SayYes
                item={item}
                to={hrefOf(asked, item)}
                close={() => {
                  setSaying(null);
                  focus(index);
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function SayYes({ item, to, close }: { item: BoxItem; to: string; close(): void }) {
  const verb = item.verb!;
  return (
    <KeptForm
      name={keyOf(item)}
      className="box-yes"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        close();
      }}
    >
      <Csrf />
      <input type="hidden" name="app" value={item.appId} />
      <input type="hidden" name="record" value={item.recordId} />
      <input type="hidden" name="verb" value={verb} />
      <input type="hidden" name="seat" value={item.seat ?? ''} />
      <input type="hidden" name="revision" value={item.revision} />
      <Field label="ひとこと" optional>
        <input type="text" name="note" maxLength={2000} autoComplete="off" />
      </Field>
      <div className="button-row">
        <FirstFocus>
          <Submit>
            「{item.title || '無題'}」を{verbWords[verb]}する
          </Submit>
        </FirstFocus>
        <button type="button" className="button button-quiet" onClick={close}>
          やめる
        </button>
      </div>
      <p className="quiet small">
        差し戻すときや内容を確かめるときは、<Link to={to}>記録をひらいて</Link>ください。
      </p>
    </KeptForm>
  );
}

/** The second press is at hand: the button takes the focus when it comes. */
function FirstFocus({ children }: { children: React.ReactNode }) {
  return (
    <span className="first-focus" ref={(node) => node?.querySelector<HTMLElement>('button')?.focus()}>
      {children}
    </span>
  );
}
