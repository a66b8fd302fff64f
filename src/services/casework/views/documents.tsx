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
            <Mark tone={tones[one.state]}>{one.stateLabel}</Mark>
            <span className="quiet small">
              確認番号 {one.code} {one.issuedAt}
            </span>
          </p>
          {one.repair.length > 0 && <Repair document={one} issues={issues} />}
          {one.state === 'held' && <Held document={one} />}
          {one.state === 'issued' && <AfterIssue document={one} issues={issues} />}
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
          <Submit kind="danger">この文書を取り消す</Submit>
        </ActForm>
      </details>
      <details>
        <summary>再交付する</summary>
        <ActForm intent="reissue" document={document.id}>
          <p className="help">新しい番号で、今日の日付で作り直します。前の文書は「再交付済」になります。</p>
          <Submit kind="plain">再交付する</Submit>
        </ActForm>
      </details>
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
            <input id={one.codePoint} type="text" name={`substitute:${one.character}`} className="short" />
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
