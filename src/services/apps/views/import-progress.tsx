/** While the worker is at it. */
import { Form } from 'react-router';
import { Csrf, Submit } from '#ui/staff';
import type { ImportPage } from '../import/import-page.server.ts';
import { count } from './import-counts.tsx';

export function ImportProgress({ page }: { page: ImportPage }) {
  const checking = page.step === 'checking';
  return (
    <section className="import-progress" aria-label={checking ? '確認の進み具合' : '取込みの進み具合'}>
      <p role="status">
        <b>{checking ? '確かめています' : '取り込んでいます'}</b>　
        {page.total === null
          ? `${count(page.seen)}行まで進みました。`
          : `${count(page.seen)} / ${count(page.total)}行`}
        <span className="quiet">　このページを閉じても、続きます。</span>
      </p>
      <progress
        {...(page.total === null ? {} : { max: Math.max(page.total, 1), value: page.seen })}
        aria-label={checking ? '確かめた行' : '取り込んだ行'}
      />
      {page.wrong > 0 && <p className="quiet">取り込めない行：{count(page.wrong)}</p>}
      <Form method="post">
        <Csrf />
        <Submit kind="plain" name="intent" value="cancel">
          {checking ? 'やめて、列の対応に戻る' : 'ここでやめる（取り込んだ分は残ります）'}
        </Submit>
      </Form>
    </section>
  );
}
