/** The answers, page by page of the form; changed ones marked with what stood there before; sealed ones closed. */
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useFetcher } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf } from '#ui/staff';
import type { AnswerGroup, AnswerRow } from '../answer-rows.ts';
import { FileList } from './files.tsx';

interface Props {
  caseId: string;
  groups: AnswerGroup[];
  /** May open sealed answers. */
  mayReveal: boolean;
  /** Stands before each row, and under its value: for picking rows. */
  pick?: (row: AnswerRow) => { before: ReactNode; after: ReactNode };
}

export function Answers({ caseId, groups, mayReveal, pick }: Props) {
  return (
    <>
      {groups.map((group) => (
        <div key={group.title}>
          <h3 className="answer-title">{group.title}</h3>
          {/* A caption out of sight would count as the first row, and the first row sets the widths. */}
          <table className="answers" aria-label={group.title}>
            <colgroup>
              {pick && <col className="col-pick" />}
              <col className="col-label" />
              <col />
            </colgroup>
            <tbody>
              {group.lines.map((line) => (
                <Rows key={line.key} title={line.title} rows={line.rows} wide={pick !== undefined}>
                  {(row) => (
                    <Row key={row.path} row={row} caseId={caseId} mayReveal={mayReveal} parts={pick?.(row)} />
                  )}
                </Rows>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}

function Rows({
  title,
  rows,
  wide,
  children,
}: {
  title: string | null;
  rows: AnswerRow[];
  wide: boolean;
  children: (row: AnswerRow) => ReactNode;
}) {
  return (
    <>
      {title !== null && (
        <tr className="line-title">
          <th colSpan={wide ? 3 : 2} scope="rowgroup">
            {title}
          </th>
        </tr>
      )}
      {rows.map(children)}
    </>
  );
}

function Row({
  row,
  caseId,
  mayReveal,
  parts,
}: {
  row: AnswerRow;
  caseId: string;
  mayReveal: boolean;
  parts?: { before: ReactNode; after: ReactNode };
}) {
  const changed = row.before !== undefined;
  return (
    <tr className={changed ? 'changed' : undefined}>
      {parts && <td className="pick">{parts.before}</td>}
      <th scope="row">{row.label}</th>
      <td>
        {row.sealed ? (
          <Sealed row={row} caseId={caseId} mayReveal={mayReveal} />
        ) : (
          <Value row={row} caseId={caseId} />
        )}
        {changed && (
          <span className="was">
            <b>補正あり</b>　前：{row.before === '' ? '（空欄）' : row.before}
          </span>
        )}
        {parts?.after}
      </td>
    </tr>
  );
}

function Value({ row, caseId }: { row: AnswerRow; caseId: string }) {
  if (row.hidden) return <span className="quiet">（支援措置のため表示していません）</span>;
  if (row.files.length > 0) return <FileList caseId={caseId} files={row.files} />;
  return row.text === '' ? <span className="quiet">（空欄）</span> : row.text;
}

const shownForMs = 60_000;

/** Closed again after a minute, so that an unattended screen does not show it. */
function Sealed({ row, caseId, mayReveal }: { row: AnswerRow; caseId: string; mayReveal: boolean }) {
  const { data, Form, state } = useFetcher<{ path?: string; text?: string }>();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (data?.text === undefined) return;
    setOpen(true);
    const timer = setTimeout(() => setOpen(false), shownForMs);
    return () => clearTimeout(timer);
  }, [data]);
  if (open && data?.text !== undefined) {
    return (
      <span aria-live="polite">
        {data.text}{' '}
        <button type="button" className="link-button no-print" onClick={() => setOpen(false)}>
          かくす
        </button>
      </span>
    );
  }
  return (
    <>
      <span className="quiet">●●●●●●（保護された項目）</span>
      {mayReveal && (
        <Form method="post" action={href(staffPaths.caseReveal, { case: caseId })} className="inline-form">
          <Csrf />
          <button
            type="submit"
            name="path"
            value={row.path}
            className="button button-quiet"
            aria-disabled={state !== 'idle' || undefined}
          >
            表示する
          </button>
          <span className="small quiet">見たことが記録されます</span>
        </Form>
      )}
    </>
  );
}
