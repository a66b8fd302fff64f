/** One record on paper: what it holds, section by section, and what was said and done if that is wanted. */
import { useState } from 'react';
import { ScrollBox } from '#ui/staff';
import type { RecordPage } from '../../record/record-page.server.ts';
import { FactValue } from '../../record/views/fact-value.tsx';
import { Imprint } from './imprint.tsx';
import { type Paper, PaperControls, paperClass } from './paper-controls.tsx';

export function RecordPaper({ page }: { page: RecordPage }) {
  const [paper, setPaper] = useState<Paper>({ wide: false, small: false });
  const [talk, setTalk] = useState(false);
  const place = { appId: page.appId, id: page.id };
  return (
    <>
      <PaperControls paper={paper} onChange={setPaper}>
        {page.comments.length > 0 && (
          <label className="choice">
            <input type="checkbox" checked={talk} onChange={(event) => setTalk(event.target.checked)} />
            <span>コメントも印刷する</span>
          </label>
        )}
      </PaperControls>
      <div className={paperClass(paper)}>
        <ScrollBox label={page.title}>
          <table className="paper-table paper-facts">
            <thead className="print-only-row">
              <tr>
                <th colSpan={2}>
                  {page.appTitle}　{page.title}
                </th>
              </tr>
            </thead>
            {page.sections.map((section) => (
              <tbody key={section.key}>
                {section.title !== '' && (
                  <tr className="paper-section">
                    <th colSpan={2} scope="rowgroup">
                      {section.title}
                    </th>
                  </tr>
                )}
                {section.rows.map((fact) => (
                  <tr
                    key={fact.row.name}
                    className={fact.row.lines.length > 0 || fact.related ? 'paper-long' : undefined}
                  >
                    <th scope="row">{fact.row.label.ja}</th>
                    <td>
                      <FactValue fact={fact} place={place} />
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
            {talk && (
              <tbody>
                <tr className="paper-section">
                  <th colSpan={2} scope="rowgroup">
                    コメント
                  </th>
                </tr>
                {page.comments.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      {one.name}
                      <br />
                      {one.at.slice(0, 10).replaceAll('-', '/')}
                    </th>
                    <td className="paper-words">{one.body}</td>
                  </tr>
                ))}
              </tbody>
            )}
            <Imprint columns={2} of={page.appTitle} />
          </table>
        </ScrollBox>
      </div>
    </>
  );
}
