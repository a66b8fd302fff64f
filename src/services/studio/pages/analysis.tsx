/** 「分析に使う」: whether analysts may read the app by SQL, what they read of it, and why the rest stays out. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { closeAnalysis, openAnalysis } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, errorFor, KeptForm, Mark, Section, Submit } from '#ui/staff';
import { analysisPage } from '../analysis-page.server.ts';
import { deskOf, textIn } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { LeftOut, ViewLists } from '../views/analysis-lists.tsx';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = scene.params.app ?? '';
  const { head } = must(await studioHead(desk, appId));
  return { head, page: must(await analysisPage(desk, appId)) };
});

export const action = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = scene.params.app ?? '';
  const page = must(await analysisPage(desk, appId));
  const closes = textIn(scene.form, 'intent') === 'close';
  if (!closes && page?.open === null && textIn(scene.form, 'checked') !== 'yes')
    return data(
      {
        message: undefined,
        issues: [{ path: 'checked', message: '出る項目を確かめて、チェックを入れてください。' }],
      },
      { status: 422 },
    );
  const done = closes
    ? await closeAnalysis(desk, appId)
    : await openAnalysis(desk, {
        appId,
        version: Number(textIn(scene.form, 'version')),
        texts: scene.form.getAll('text').map(String),
      });
  if (done.ok) {
    const word = closes ? 'closed' : page?.open === null ? 'opened' : 'changed';
    throw redirect(`${href(staffPaths.studioAnalysis, { app: appId })}?done=${word}`, { status: 303 });
  }
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data({ message: sentenceOf(done.error), issues: [] }, { status: statusOf(done.error) });
});

const words = {
  opened: '分析に使えるようにしました。分析用ログインを持つ人が、まもなく読めるようになります。',
  changed: '出す項目を保存しました。',
  closed: '分析に使うのをやめました。分析用ログインからは、もう読めません。',
};

export default function StudioAnalysis() {
  const { head, page } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const issues = failed?.issues;
  if (page === null)
    return (
      <StudioPage head={head} tab="access" name="分析に使う">
        <h2>分析に使う</h2>
        <p>公開したあとで、ここで選べるようになります。</p>
      </StudioPage>
    );
  const open = page.open !== null;
  return (
    <StudioPage head={head} tab="access" name="分析に使う" errors={issues?.length ?? 0}>
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={issues?.length ? issues : undefined} />
      <h2>分析に使う</h2>
      <p>
        {page.open === null ? (
          <Mark tone="waiting">分析に使っていません</Mark>
        ) : (
          <Mark tone="done">
            分析に使っています（{page.open.at} {page.open.by}）
          </Mark>
        )}
      </p>
      <ul className="studio-effects">
        <li>
          分析用ログインを持つ人（情報システム担当が作ります）が、このアプリのレコードを Excel や BI、SQL
          で読めるようになります。読むだけで、直すことはできません。
        </li>
        <li>
          <b>アクセス権にかかわらず、すべてのレコードが一行ずつ読まれます。</b>
          ごみ箱のレコードは出ません。
        </li>
        <li>
          氏名・住所・連絡先・生年月日・場所・ファイルなど、人に関わる項目は出ません。下に一覧があります。
        </li>
        <li>だれがどのレコードを読んだかは残りません。いつ、どのログインが接続したかは残ります。</li>
        <li>いつでもやめられます。やめたときから読めなくなります。</li>
      </ul>
      <KeptForm name="analysis" className="analysis-form">
        <Csrf />
        <input type="hidden" name="version" value={page.version} />
        {page.texts.length > 0 && (
          <fieldset className="field">
            <legend>自由に書ける項目</legend>
            <p className="help">
              人の名前や連絡先を書かない項目だけを選んでください。選ばない項目と、あとから加えた項目は出ません。
            </p>
            {page.texts.map((one) => (
              <label key={one.path} className="choice">
                <input type="checkbox" name="text" value={one.path} defaultChecked={one.open} />
                {one.label}
              </label>
            ))}
          </fieldset>
        )}
        {!open && (
          <div className="field">
            {errorFor(issues, 'checked') && <p className="error">{errorFor(issues, 'checked')}</p>}
            <label className="choice">
              <input type="checkbox" id="checked" name="checked" value="yes" />
              下の「出る項目」を確かめました。すべてのレコードについて読まれてかまいません
            </label>
          </div>
        )}
        {open ? (
          page.texts.length > 0 && <Submit kind="plain">選び直しを保存する</Submit>
        ) : (
          <Submit>分析に使う</Submit>
        )}
      </KeptForm>
      {open && (
        <KeptForm name="analysis-close">
          <Csrf />
          <input type="hidden" name="intent" value="close" />
          <Submit kind="danger">分析に使うのをやめる</Submit>
        </KeptForm>
      )}
      <Section title={`出る項目（第${page.version}版）`} id="shown">
        <ViewLists views={page.views} open={open} />
      </Section>
      <Section title="出ない項目" id="left">
        <LeftOut left={page.left} />
      </Section>
    </StudioPage>
  );
}
