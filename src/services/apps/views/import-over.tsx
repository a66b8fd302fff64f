/** What became of the rows. */
import { Link } from 'react-router';
import { importStates } from '#core/imports';
import { href, staffPaths } from '#ui/paths';
import { Mark, Section } from '#ui/staff';
import type { ImportPage } from '../import/import-page.server.ts';
import { toneOf } from '../import/tone.ts';
import type { AppHeadData } from '../table/model.ts';
import { ImportCounts, ImportProblems } from './import-counts.tsx';

export function ImportOver({ app, page }: { app: AppHeadData; page: ImportPage }) {
  return (
    <>
      <Section title="結果" id="result">
        <p role="status">
          <Mark tone={toneOf(page.state)}>{importStates[page.state]}</Mark>
        </p>
        {page.problem !== null && <p className="note note-warning">{page.problem}</p>}
        <ImportCounts page={page} future={false} />
        <p className="button-row">
          <Link className="button button-primary" to={href(staffPaths.app, { app: app.id })}>
            一覧を見る
          </Link>
          <Link className="button button-plain" to={href(staffPaths.appImports, { app: app.id })}>
            ほかのファイルを取り込む
          </Link>
        </p>
      </Section>
      <ImportProblems app={app} page={page} />
    </>
  );
}
