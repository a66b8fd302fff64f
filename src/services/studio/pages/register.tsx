/** 業務アプリ台帳 (C02): what every app saves, and how it is really used. */
import { useMemo, useState } from 'react';
import { Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatShort } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, Facts, Mark, Page, ScrollBox } from '#ui/staff';
import { deskOf } from '../desk.server.ts';
import { registerLines, stageWords } from '../register-page.server.ts';
import { type Sorting, type SortKey, sortLines, totalsOf } from '../sort-lines.ts';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => ({
  lines: await registerLines(deskOf(scene)),
  stages: stageWords,
}));

const columns: { key: SortKey; label: string; number?: true; optional?: true }[] = [
  { key: 'title', label: '業務アプリ' },
  { key: 'department', label: '所管', optional: true },
  { key: 'stage', label: '段階' },
  { key: 'hoursSaved', label: '削減時間／年', number: true },
  { key: 'costAvoided', label: '抑えた委託費／年', number: true },
  { key: 'users', label: '利用者', number: true },
  { key: 'lastUse', label: '最後の利用' },
  { key: 'relation', label: '標準化との関係', optional: true },
];

const inJapanese = (value: number) => value.toLocaleString('ja-JP');

export default function Register() {
  const { lines, stages } = useLoaderData<typeof loader>();
  const [sorting, setSorting] = useState<Sorting>({ key: 'hoursSaved', descending: true });
  const [stage, setStage] = useState('all');
  const [department, setDepartment] = useState('');
  const shown = useMemo(
    () =>
      sortLines(
        lines.filter(
          (line) =>
            (stage === 'all' || line.stage === stage) &&
            (department === '' || line.department === department),
        ),
        sorting,
      ),
    [lines, stage, department, sorting],
  );
  const totals = totalsOf(shown);
  const departments = [...new Set(lines.map((line) => line.department))].sort();
  return (
    <Page
      title="業務アプリ台帳"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.studio, text: 'アプリを作る' },
      ]}
      wide
      actions={
        lines.length > 0 && (
          <a className="button button-plain" href={staffPaths.studioRegisterFile} download>
            CSVで受け取る
          </a>
        )
      }
    >
      <Done words={{ kept: '台帳に書きました。' }} />
      {lines.length === 0 ? (
        <p className="empty">
          まだ公開したアプリがありません。<Link to={staffPaths.studioNew}>新しいアプリを作る</Link>
          と、ここに載ります。
        </p>
      ) : (
        <>
          <div className="filters">
            <label>
              段階
              <select value={stage} onChange={(event) => setStage(event.target.value)}>
                <option value="all">すべて</option>
                {Object.entries(stages).map(([value, word]) => (
                  <option key={value} value={value}>
                    {word}
                  </option>
                ))}
              </select>
            </label>
            <label>
              所管
              <select value={department} onChange={(event) => setDepartment(event.target.value)}>
                <option value="">すべて</option>
                {departments.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          </div>
          <div className="studio-totals" role="status">
            <Facts
              rows={[
                ['アプリ', `${inJapanese(totals.apps)}本（本番 ${totals.live}、試行 ${totals.trial}）`],
                ['削減時間', `年 ${inJapanese(totals.hours)}時間`],
                ['抑えた委託費', `年 ${inJapanese(totals.cost)}円`],
              ]}
            />
          </div>
          <ScrollBox label="業務アプリ台帳の表">
            <table className="table studio-register">
              <thead>
                <tr>
                  {columns.map((one) => (
                    <th
                      key={one.key}
                      scope="col"
                      className={[one.number && 'number', one.optional && 'optional']
                        .filter(Boolean)
                        .join(' ')}
                      aria-sort={
                        sorting.key !== one.key ? undefined : sorting.descending ? 'descending' : 'ascending'
                      }
                    >
                      <button
                        type="button"
                        className="link-button"
                        onClick={() =>
                          setSorting({
                            key: one.key,
                            descending: sorting.key === one.key ? !sorting.descending : one.number === true,
                          })
                        }
                      >
                        {one.label}
                        <span aria-hidden="true">
                          {sorting.key !== one.key ? '' : sorting.descending ? ' ▼' : ' ▲'}
                        </span>
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((line) => (
                  <tr key={line.appId}>
                    <th scope="row">
                      <Link to={href(staffPaths.studioCard, { app: line.appId })}>{line.title}</Link>
                      {line.contact !== '' && (
                        <span className="quiet studio-about">担当：{line.contact}</span>
                      )}
                    </th>
                    <td className="optional">{line.department}</td>
                    <td className="nowrap">
                      <Mark
                        tone={line.stage === 'live' ? 'done' : line.stage === 'trial' ? 'work' : 'waiting'}
                      >
                        {stages[line.stage]}
                      </Mark>
                    </td>
                    <td className="number" title={line.hoursBasis || undefined}>
                      {line.hoursSaved === null ? '–' : `${inJapanese(line.hoursSaved)}時間`}
                    </td>
                    <td className="number" title={line.costBasis || undefined}>
                      {line.costAvoided === null ? '–' : `${inJapanese(line.costAvoided)}円`}
                    </td>
                    <td className="number">{inJapanese(line.users)}人</td>
                    <td className="nowrap">{line.lastUse === '' ? 'まだない' : formatShort(line.lastUse)}</td>
                    <td className="optional">{line.relation}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <p className="quiet">
            利用者は、この1年に記録を見た・入力した人の数です。操作の記録から自動で数えています。削減時間と委託費は、アプリの名前を押して、根拠をつけて記入します。
          </p>
        </>
      )}
    </Page>
  );
}
