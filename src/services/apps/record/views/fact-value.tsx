/** One value of a record: text, links to records, pictures, tables of lines and of related records. */
import { AnswerText } from '#core/forms.view';
import { href, staffPaths } from '#ui/paths';
import { ScrollBox } from '#ui/staff';
import type { FactRow } from '../fact-rows.server.ts';

interface Place {
  appId: string;
  id: string;
}

const reader = { language: 'ja' };

export function FactValue({
  fact,
  place,
  reveal,
}: {
  fact: FactRow;
  place: Place;
  reveal?: (fact: FactRow) => React.ReactNode;
}) {
  const { row, links } = fact;
  const fileHref = (fileId: string) =>
    href(staffPaths.recordFile, { app: place.appId, record: place.id, file: fileId });
  if (fact.related !== null) return <Related related={fact.related} label={row.label.ja} />;
  if (row.lines.length > 0) return <Lines fact={fact} place={place} />;
  if (fact.sealed) return <>{reveal?.(fact) ?? row.text}</>;
  if (links.length > 0)
    return (
      <ul className="plain-list">
        {links.map((one) => (
          <li key={one.href}>
            <a href={one.href}>{one.text}</a>
          </li>
        ))}
      </ul>
    );
  const pictures = row.files.filter((file) => file.type.startsWith('image/'));
  if (pictures.length > 0)
    return (
      <ul className="record-pictures">
        {row.files.map((file) => (
          <li key={file.fileId}>
            <a href={fileHref(file.fileId)} target="_blank" rel="noreferrer">
              {file.type.startsWith('image/') ? (
                <img src={fileHref(file.fileId)} alt={file.name} loading="lazy" />
              ) : (
                file.name
              )}
            </a>
          </li>
        ))}
      </ul>
    );
  return <AnswerText row={row} reader={reader} fileHref={(file) => fileHref(file.fileId)} />;
}

function Lines({ fact, place }: { fact: FactRow; place: Place }) {
  return (
    <>
      <ScrollBox label={fact.row.label.ja}>
        <table className="table">
          <thead>
            <tr>
              {fact.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fact.lines.map((line) => (
              <tr key={line.key}>
                {line.cells.map((cell) => (
                  <td
                    key={cell.row.name}
                    className={/^(number|money|formula)$/.test(cell.row.type) ? 'number' : undefined}
                  >
                    {cell.row.text === '' && cell.row.files.length === 0 ? (
                      ''
                    ) : (
                      <FactValue fact={cell} place={place} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {fact.row.totals.length > 0 && (
        <dl className="record-totals">
          {fact.row.totals.map((one) => (
            <div key={one.label}>
              <dt>{one.label}</dt>
              <dd>{one.text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Related({ related, label }: { related: NonNullable<FactRow['related']>; label: string }) {
  const add = related.add !== undefined && (
    <p>
      <a className="button button-quiet" href={related.add} aria-label={`${label}を追加する`}>
        追加する
      </a>
    </p>
  );
  if (related.rows.length === 0)
    return (
      <>
        <span className="quiet">まだありません</span>
        {add}
      </>
    );
  return (
    <>
      {add}
      <ScrollBox label={label}>
        <table className="table">
          <thead>
            <tr>
              {related.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {related.rows.map((row) => (
              <tr key={row.id}>
                {row.cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns
                  <td key={index}>
                    {index === 0 && row.href !== undefined ? <a href={row.href}>{cell || '開く'}</a> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {related.more && <p className="help">ほかにもあります。続きは、その業務アプリの一覧で見られます。</p>}
    </>
  );
}
