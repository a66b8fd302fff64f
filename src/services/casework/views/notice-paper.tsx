/** The text of a notice as it would stand on paper. */
import type { FilledBlock } from '#core/documents';

export interface ShownNotice {
  title: string;
  address: string[];
  sender: string;
  date: string;
  blocks: FilledBlock[];
}

export function NoticePaper({ notice }: { notice: ShownNotice }) {
  return (
    <article className="notice-paper" aria-label="通知文の見本">
      <p className="paper-right">
        （番号は決定のときに付きます）
        <br />
        {notice.date}
      </p>
      {notice.address.length > 0 && <p>{notice.address.join('\n')}</p>}
      <p className="paper-right">{notice.sender}</p>
      {!notice.blocks.some((block) => block.type === 'title') && <h3>{notice.title}</h3>}
      {notice.blocks.map((block, index) => (
        // The blocks of a notice have no names and never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Block key={index} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: { block: FilledBlock }) {
  switch (block.type) {
    case 'title':
      return <h3>{block.text}</h3>;
    case 'record':
      return <p className="paper-centre">{block.text}</p>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'note':
      return <p className="small">{block.text}</p>;
    case 'items':
      return (
        <dl className="paper-items">
          {block.rows.map((row) => (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return (
        <table className="paper-table">
          <thead>
            <tr>
              {block.columns.map((column) => (
                <th key={column.header} scope="col">
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, index) => (
                  <td
                    key={block.columns[index]?.header}
                    className={block.columns[index]?.align === 'right' ? 'number' : undefined}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'list':
      return (
        <div>
          <h4>{block.heading}</h4>
          {block.texts.map((text, index) => (
            <p key={text}>
              {block.texts.length > 1 && `${index + 1}　`}
              {text}
            </p>
          ))}
        </div>
      );
  }
}
