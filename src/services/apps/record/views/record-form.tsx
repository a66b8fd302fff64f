/**
 * The form of a record. React draws it once; from then on it is the browser's and the forms' own script's: a post answers with a
 * new page, so that it works without script too.
 */
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Answers } from '#core/fields';
import { actionName, type Form, type FormContext, onePage } from '#core/forms';
import { enhanceForms } from '#core/forms/browser';
import { FormPage } from '#core/forms.view';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Glyph, type Shortcut, useShortcuts } from '#ui/staff';
import { filesInPieces } from '../files-in-pieces.ts';
import type { KeptKey } from '../kept-key.server.ts';
import type { FormBack } from '../save-form.server.ts';
import { useKept } from '../use-kept.ts';
import { ClashBox } from './clash-box.tsx';

export interface RecordFormProps {
  appId: string;
  /** Null of a new record. */
  record: string | null;
  title: string;
  form: Form;
  context: FormContext;
  answers: Answers;
  revision: number;
  /** 字句の訂正 of a decided record: it wants a reason. */
  correcting?: boolean;
  back: FormBack | undefined;
  own: KeptKey;
  cancel: ReactNode;
}

export function RecordForm(props: RecordFormProps) {
  const { appId, record, back } = props;
  const box = useRef<HTMLDivElement>(null);
  const secret = useMemo(
    () => props.form.fields.filter((one) => one.classification === 'sealed').map((one) => `f${one.id}`),
    [props.form],
  );
  useEffect(() => {
    if (box.current?.dataset.live !== undefined) return;
    if (box.current) box.current.dataset.live = '';
    enhanceForms(document);
    box.current?.querySelector<HTMLElement>('[data-clash], [data-told]')?.focus();
  }, []);
  useEffect(() => {
    const drawn = box.current?.querySelector<HTMLFormElement>('form[data-form]');
    return drawn ? filesInPieces(drawn, { app: appId, record: record ?? 'new' }) : undefined;
  }, [appId, record]);
  const offer = useKept(box, {
    appId,
    record: record ?? 'new',
    secret,
    again: back !== undefined,
    own: props.own,
  });
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        {
          keys: 'mod+s',
          label: '保存する',
          run: () => box.current?.querySelector<HTMLFormElement>('form[data-form]')?.requestSubmit(),
        },
      ],
      [],
    ),
  );
  return (
    <div ref={box}>
      {offer !== null && (
        <div className="kept-offer" role="status">
          <p>
            <b>{clock(offer.kept.at)}</b> に入力して、まだ保存していない内容があります。
          </p>
          <button type="button" className="button button-plain" onClick={offer.restore}>
            入力した内容に戻す
          </button>
          <button type="button" className="button button-quiet" onClick={offer.drop}>
            捨てる
          </button>
        </div>
      )}
      {back?.message !== undefined && (
        <div className="summary" role="alert" tabIndex={-1} data-told="">
          <p>
            <Glyph name="alert" />
            {back.message}
          </p>
        </div>
      )}
      {back?.twin !== undefined && (
        <p className="kept-offer">
          <a
            href={href(staffPaths.record, { app: appId, record: back.twin })}
            target="_blank"
            rel="noreferrer"
          >
            同じ値のレコードを開く（新しいタブ）
          </a>
        </p>
      )}
      {back?.restored && (
        <p className="kept-offer" role="status">
          入力した内容に戻しました。まだ保存していません。
        </p>
      )}
      <div className="entry entry-live">
        <Drawn {...props} />
      </div>
    </div>
  );
}

/** Drawn once: what the script shows and hides, and the lines it adds, are no business of React's. */
const Drawn = memo(
  function Drawn({
    appId,
    record,
    title,
    form,
    context,
    answers,
    revision,
    back,
    cancel,
    correcting,
  }: RecordFormProps) {
    const [shown] = useState(() => {
      const now = back?.form ?? form;
      return { ...now, pages: now.pages.map((page) => ({ ...page, title: { ja: title } })) };
    });
    return (
      <FormPage
        form={shown}
        page={onePage}
        answers={back?.answers ?? answers}
        typed={back?.typed}
        issues={back?.issues ?? []}
        notices={back?.notices ?? []}
        context={back?.context ?? context}
        nextLabel="保存する"
        places
        contents
        fileHref={(file) =>
          record === null ? null : href(staffPaths.recordFile, { app: appId, record, file: file.fileId })
        }
        hidden={
          <>
            <Csrf />
            <input type="hidden" name="_revision" value={back?.revision ?? revision} />
            {back?.outside !== undefined && (
              <>
                <input type="hidden" name="_box" value={back.outside.box} />
                <input type="hidden" name="_draft" value={back.outside.draft} />
              </>
            )}
            {correcting && <CorrectionNote said={back?.message} />}
            {back?.clashes !== undefined && (
              <div className="entry-head">
                <ClashBox clashes={back.clashes} />
              </div>
            )}
          </>
        }
      >
        {record === null && (
          <button type="submit" className="button button-secondary" name={actionName} value="more">
            保存して続けて追加
          </button>
        )}
        {cancel}
      </FormPage>
    );
  },
  () => true,
);

function CorrectionNote({ said }: { said: string | undefined }) {
  return (
    <div className="entry-head">
      <input type="hidden" name="_correct" value="1" />
      <p>決裁の内容を変えない、字句だけの訂正です。直したところと理由は、経過に残ります。</p>
      <p>
        <label htmlFor="correction-note">
          <b>訂正の理由</b>
        </label>
      </p>
      <input
        id="correction-note"
        type="text"
        name="_note"
        maxLength={500}
        required
        aria-invalid={said === undefined ? undefined : true}
      />
    </div>
  );
}

const clock = (at: string): string =>
  new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
