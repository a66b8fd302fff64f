/** Official documents: open, revoke, issue again, and mend characters that no font prints. */
import { href, staffPaths } from '#ui/paths';
import { errorFor, Field, type FormIssue, Mark, Section, Submit, useMay } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';
import { ActForm } from './act-form.tsx';

type ShownDocument = CasePage['documents'][number];
const tones = {
  rendering: 'work',
  'waiting-repair': 'alert',
  held: 'alert',
  issued: 'done',
  revoked: 'stopped',
  void: 'stopped',
} as const;

export function Documents({ page, issues }: { page: CasePage; issues?: readonly FormIssue[] }) {
  if (page.documents.length === 0) return null;
  return (
    <Section title="文書" id="documents">
      {page.documents.map((one) => (
        <div key={one.id} className="document">
          <p className="file-row">
            {one.issuedAt === null ? (
              <b>{one.title}</b>
            ) : (
              <a
                href={href(staffPaths.caseDocument, { case: page.id, document: one.id })}
                target="_blank"
                rel="noreferrer"
              >
                {one.title}（PDF）
              </a>
            )}
            <span>{one.number}</span>
            <Mark tone={one.waiting === null ? tones[one.state] : 'waiting'}>{one.stateLabel}</Mark>
            <span className="quiet small">
              確認番号 {one.code} {one.issuedAt}
            </span>
          </p>
          {one.signature !== null && <p className="quiet small">{one.signature}</p>}
          {one.openedAt !== null && <p className="quiet small">申請者が開いた日時 {one.openedAt}</p>}
          {one.voidReason !== null && <p className="small">欠番の理由：{one.voidReason}</p>}
          {one.waiting !== null && (
            <p className="help">
              {one.waiting === 'timestamp'
                ? '時刻認証局から応答がありません。応答があれば、自動で交付します。'
                : '電子署名の証明書が有効期間外です。システムの管理者に知らせてください。'}
            </p>
          )}
          {one.repair.length > 0 && <Repair document={one} issues={issues} />}
          {one.state === 'held' && <Held document={one} />}
          {one.state === 'issued' && <AfterIssue document={one} issues={issues} />}
          {(one.state === 'rendering' || one.state === 'waiting-repair') && (
            <GiveUp document={one} issues={issues} />
          )}
          {one.replaceable && <MakeAnew document={one} />}
        </div>
      ))}
    </Section>
  );
}

/** Made before a protection measure was known: thrown away, and made anew as the officer examined it. */
function Held({ document }: { document: ShownDocument }) {
  const may = useMay();
  if (!may('case.decide')) return null;
  return (
    <ActForm intent="releaseHeld" document={document.id}>
      <p className="help">
        支援措置の担当者の審査が済んだら、この番号を欠番にして、審査の結果に合わせて作り直します。
      </p>
      <Submit kind="plain">審査の結果に合わせて作り直す</Submit>
    </ActForm>
  );
}

function AfterIssue({ document, issues }: { document: ShownDocument; issues?: readonly FormIssue[] }) {
  const may = useMay();
  if (!may('case.decide')) return null;
  if (document.proposal !== null) return <Confirm document={document} proposal={document.proposal} />;
  const second = document.second ? 'もう一人が確認すると、' : '';
  return (
    <div className="button-row no-print">
      <details open={errorFor(issues, 'reason') !== undefined}>
        <summary>取り消す</summary>
        <ActForm intent="revoke" document={document.id}>
          <Field
            label={`「${document.title}」（${document.number}）を取り消す理由`}
            error={errorFor(issues, 'reason')}
          >
            <textarea id={`reason-${document.id}`} name="reason" rows={2} />
          </Field>
          {document.second && <p className="help">もう一人の決裁権者が確認すると、取り消されます。</p>}
          <Submit kind="danger">{document.second ? '取消しを申し出る' : 'この文書を取り消す'}</Submit>
        </ActForm>
      </details>
      <details>
        <summary>再交付する</summary>
        <ActForm intent="reissue" document={document.id}>
          <p className="help">
            {second}新しい番号で、今日の日付で作り直します。前の文書は「再交付済」になります。
          </p>
          {document.second && (
            <Field label="再交付する理由" error={errorFor(issues, 'reason')}>
              <textarea id={`again-${document.id}`} name="reason" rows={2} />
            </Field>
          )}
          <Submit kind="plain">{document.second ? '再交付を申し出る' : '再交付する'}</Submit>
        </ActForm>
      </details>
    </div>
  );
}

const actWords = { revoke: '取消し', reissue: '再交付' } as const;

/** The second of two persons, or whoever thinks better of it. */
function Confirm({
  document,
  proposal,
}: {
  document: ShownDocument;
  proposal: NonNullable<ShownDocument['proposal']>;
}) {
  const word = actWords[proposal.act];
  return (
    <div className="note note-warning no-print">
      <p>
        <b>{word}の確認待ち。</b>
        {proposal.name}が申し出ました。理由：{proposal.reason}
      </p>
      <div className="button-row">
        {!proposal.own && (
          <ActForm intent={proposal.act} document={document.id}>
            <Submit kind={proposal.act === 'revoke' ? 'danger' : 'plain'}>確認して、{word}をする</Submit>
          </ActForm>
        )}
        <ActForm intent="withdrawProposal" document={document.id}>
          <Submit kind="plain">申し出を取りやめる</Submit>
        </ActForm>
      </div>
      {proposal.own && <p className="help">ほかの決裁権者の確認を待っています。</p>}
    </div>
  );
}

function GiveUp({ document, issues }: { document: ShownDocument; issues?: readonly FormIssue[] }) {
  const may = useMay();
  if (!may('case.decide')) return null;
  return (
    <details className="no-print" open={errorFor(issues, 'voidReason') !== undefined}>
      <summary>欠番にする</summary>
      <ActForm intent="void" document={document.id}>
        <Field label={`${document.number}を欠番にする理由`} error={errorFor(issues, 'voidReason')}>
          <textarea id={`void-${document.id}`} name="voidReason" rows={2} />
        </Field>
        <Submit kind="danger">この番号を欠番にする</Submit>
      </ActForm>
    </details>
  );
}

function MakeAnew({ document }: { document: ShownDocument }) {
  const may = useMay();
  if (!may('case.decide')) return null;
  return (
    <div className="no-print">
      <ActForm intent="reissue" document={document.id}>
        <p className="help">案件の内容を確かめてから、新しい番号で作り直してください。</p>
        <Submit kind="plain">新しい番号で作り直す</Submit>
      </ActForm>
    </div>
  );
}

function Repair({ document, issues }: { document: ShownDocument; issues?: readonly FormIssue[] }) {
  return (
    <div className="note note-warning">
      <p>
        <b>印刷できない文字があります。</b>
        本人に確かめて、代わりの文字を入れてください。登録された氏名は元の文字のまま残ります。
      </p>
      <ActForm intent="repair" document={document.id}>
        {document.repair.map((one) => (
          <Field
            key={one.codePoint}
            label={`「${one.character}」（${one.codePoint}）の代わり`}
            error={errorFor(issues, one.codePoint)}
          >
            <input
              id={one.codePoint}
              type="text"
              name={`substitute:${one.character}`}
              maxLength={8}
              className="short"
            />
          </Field>
        ))}
        <label className="choice">
          <input type="checkbox" name="consent" value="yes" id="consent" />
          本人の同意を確かめました
        </label>
        {errorFor(issues, 'consent') && <p className="error">{errorFor(issues, 'consent')}</p>}
        <Submit>置き換えて作り直す</Submit>
      </ActForm>
    </div>
  );
}
