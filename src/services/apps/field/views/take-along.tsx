/** Choosing what goes along, and putting it on this device. */
import { useEffect, useRef, useState } from 'react';
import { Link, useFetcher } from 'react-router';
import { mostTaken, type TakenBox } from '#core/offline';
import { canKeep, dropBox, keepBox } from '#core/offline/browser';
import type { Issue } from '#kernel/errors';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, useStaffSite } from '#ui/staff';
import { keepPage, PageNotKept } from '../keep-page.ts';
import type { TakePage } from '../take-page.server.ts';

export type TakeAnswer =
  | { kind: 'chosen'; page: TakePage }
  | { kind: 'taken'; box: TakenBox; left: { title: string; why: 'sheltered' | 'closed' }[] }
  | { kind: 'wrong'; issues: Issue[] };

const whys = {
  sheltered: '支援措置にかかわるため、持ち出せません。',
  closed: 'いまは変えられないため、持ち出せません。',
};

export function TakeAlong({ app, page }: { app: string; page: TakePage }) {
  const fetcher = useFetcher<TakeAnswer>();
  const { csrf } = useStaffSite();
  const free = page.records.filter((one) => !one.sheltered).map((one) => one.id);
  const [chosen, setChosen] = useState(() => new Set(page.view === null ? free : []));
  const [label, setLabel] = useState('');
  const [failed, setFailed] = useState('');
  const [over, setOver] = useState<Extract<TakeAnswer, { kind: 'taken' }> | null>(null);
  const kept = useRef<string | null>(null);
  const [able, setAble] = useState(true);
  useEffect(() => {
    setLabel(deviceName(navigator.userAgent));
    setAble(canKeep() && 'serviceWorker' in navigator);
  }, []);
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.kind !== 'taken' || kept.current === answer.box.box) return;
    kept.current = answer.box.box;
    const give = async () => {
      const body = new FormData();
      for (const [name, value] of Object.entries({
        [csrf.name]: csrf.value ?? '',
        intent: 'return',
        box: answer.box.box,
      }))
        body.append(name, value);
      const response = await fetch(staffPaths.fieldActs, { method: 'POST', body });
      await response.body?.cancel();
    };
    void (async () => {
      try {
        await keepBox(answer.box);
        await keepPage();
        setOver(answer);
      } catch (error) {
        setFailed(whyNot(error));
        await Promise.allSettled([dropBox(answer.box.box), give()]);
      }
    })();
  }, [answer, csrf.name, csrf.value]);

  const issues = answer?.kind === 'wrong' ? answer.issues : [];
  const busy = fetcher.state !== 'idle' || (answer?.kind === 'taken' && over === null && failed === '');
  if (over !== null)
    return (
      <div className="narrow">
        <h2>{takenWords(over.box)}を、この端末に持ち出しました</h2>
        {over.left.length > 0 && (
          <ul>
            {over.left.map((one) => (
              <li key={one.title}>
                「{one.title}」：{whys[one.why]}
              </li>
            ))}
          </ul>
        )}
        <p>
          電波のないところでも「持ち出し帳」を開いて入力できます。
          {over.box.blank !== null && '新しく見つけたものは「新しく記録する」を押して記録します。'}
          このページをホーム画面に加えるか、ブックマークしておくと便利です。
        </p>
        <p>
          <a className="button button-primary" href={staffPaths.fieldBox}>
            持ち出し帳を開く
          </a>
        </p>
      </div>
    );
  return (
    <>
      <ErrorSummary message={able ? failed || undefined : unable} issues={issues} />
      <ul className="studio-effects">
        <li>
          {page.hours}時間のあいだ、この端末で、電波がなくても入力できます。一度に{mostTaken}件までです。
        </li>
        <li>
          内容は暗号にして端末に置きます。期限がすぎるか、サインアウトするか、取り消すと、開けなくなります。
        </li>
        {page.blank && (
          <li>新しく見つけたものを記録する白紙の用紙も、いっしょに持ち出します。用紙は何枚でも使えます。</li>
        )}
        <li>
          共用の端末や、シークレット（プライベート）の窓では持ち出さないでください。窓を閉じると、入力が消えます。
        </li>
      </ul>
      {page.views.length > 1 && page.view !== null && (
        <form method="get" className="bar">
          <label htmlFor="view">一覧</label>
          <select
            id="view"
            name="view"
            key={page.view}
            defaultValue={page.view}
            onChange={(event) => event.target.form?.requestSubmit()}
          >
            {page.views.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </form>
      )}
      {page.records.length === 0 && !page.blank ? (
        <p className="empty">
          この一覧には、持ち出せるレコードがありません。
          <Link to={href(staffPaths.app, { app })}>一覧に戻る</Link>
        </p>
      ) : (
        <fetcher.Form method="post" className="narrow" onSubmit={() => setFailed('')}>
          <Csrf />
          <Field
            label="端末の呼び名"
            help="なくしたときに、どの端末か分かる名前にしてください。例：現地調査用スマホ2号"
            error={errorFor(issues, 'label')}
          >
            <input
              id="label"
              type="text"
              name="label"
              maxLength={60}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
          <fieldset className="field" hidden={page.records.length === 0}>
            <legend>持ち出すレコード（{chosen.size}件を選んでいます）</legend>
            {page.more && (
              <p className="help">
                {mostTaken}件より多くあるため、はじめの{mostTaken}件だけを出しています。
              </p>
            )}
            <p>
              <button
                type="button"
                className="button button-plain"
                onClick={() => setChosen(new Set(chosen.size === free.length ? [] : free))}
              >
                {chosen.size === free.length && free.length > 0 ? 'すべてはずす' : 'すべて選ぶ'}
              </button>
            </p>
            <ul className="take-list">
              {page.records.map((one) => (
                <li key={one.id}>
                  <label>
                    <input
                      type="checkbox"
                      name="record"
                      value={one.id}
                      disabled={one.sheltered}
                      checked={chosen.has(one.id)}
                      onChange={() => {
                        const next = new Set(chosen);
                        if (!next.delete(one.id)) next.add(one.id);
                        setChosen(next);
                      }}
                    />
                    <span>
                      <b>{one.title}</b>
                      <span className="quiet">{one.sheltered ? whys.sheltered : one.detail}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          <div className="take-go">
            <button
              type="submit"
              name="intent"
              value="take"
              className="button button-primary"
              disabled={busy || !able || (chosen.size === 0 && !page.blank)}
            >
              {busy
                ? '端末に置いています…'
                : chosen.size === 0 && page.blank
                  ? '白紙の用紙だけを端末に持ち出す'
                  : `${chosen.size}件を端末に持ち出す`}
            </button>
          </div>
        </fetcher.Form>
      )}
    </>
  );
}

const takenWords = ({ records, blank }: TakenBox): string =>
  [
    ...(records.length > 0 ? [`${records.length}件`] : []),
    ...(blank === null ? [] : ['新しいレコードの白紙の用紙']),
  ].join('と、');

const unable =
  'このブラウザーでは持ち出せません。シークレット（プライベート）ではないふつうの窓で、安全な接続（https）で開いてください。';

const deviceName = (agent: string): string =>
  [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android のスマートフォン'],
    ['Windows', 'Windows のパソコン'],
    ['Mac', 'Mac'],
  ].find(([word]) => agent.includes(word!))?.[1] ?? 'パソコン';

function whyNot(error: unknown): string {
  const name = (error as { name?: string } | null)?.name ?? '';
  if (name === 'QuotaExceededError')
    return 'この端末の空きが足りません。件数を減らすか、端末の空きを増やしてから、もう一度押してください。';
  if (error instanceof PageNotKept)
    return '電波のないところで開く用意ができませんでした。つながりのよいところで、もう一度押してください。';
  return 'この端末には置けませんでした。シークレット（プライベート）の窓では持ち出せません。ふつうの窓で、もう一度押してください。';
}
