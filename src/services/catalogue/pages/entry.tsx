/** One procedure: all that is known of it, what is to be mended, how it became lighter, what was changed when. */
import { Link, redirect, useLoaderData } from 'react-router';
import {
  burdens,
  burdenWords,
  channels,
  channelWords,
  columns,
  dayText,
  type Entry,
  emptyEntry,
  issueWords,
  kindWords,
  qualityOf,
  reasonWords,
  visitWords,
  writeCell,
} from '#core/inventory';
import { selectVersions, type VersionRow } from '#core/inventory.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatFiscalYear, formatTokyoDateTime } from '#kernel/dates';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, Facts, Mark, Page, ScrollBox, Section } from '#ui/staff';
import { stockOf } from '../stock.server.ts';

export const handle = { permission: 'catalogue.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params }) => {
  const stock = await stockOf({ actor, tx, info });
  const { inventory, nameOf, mayEdit } = stock;
  const entry = inventory.find(params.procedure ?? '');
  if (entry === null) {
    // People also come by the name of the definition.
    const linked = inventory.entries.find((one) => one.definition === params.procedure);
    if (linked === undefined) throw new Refusal(appError('notFound'));
    throw redirect(href(staffPaths.catalogueEntry, { procedure: linked.code }));
  }
  return {
    entry,
    department: entry.department === '' ? '' : nameOf(entry.department),
    mayEdit: mayEdit(entry.department),
    years: Object.keys(entry.volumes)
      .map(Number)
      .sort((a, b) => b - a)
      .map((year) => ({ year, label: formatFiscalYear(year) })),
    follows: entry.follows.map((code) => ({ code, name: inventory.find(code)?.name ?? null })),
    issues: qualityOf(inventory.entries, inventory.office).get(entry.code) ?? [],
    history: historyOf(entry.code, await selectVersions(tx, entry.code)),
  };
});

/** Each version with what it changed against the one before. */
function historyOf(code: string, versions: VersionRow[]) {
  const entryOf = (row: VersionRow): Entry => ({
    ...emptyEntry,
    ...row.body,
    code,
    department: row.department,
  });
  return versions.map((row, index) => {
    const [now, older] = [entryOf(row), versions[index + 1]];
    const before = older === undefined ? null : entryOf(older);
    return {
      version: row.version,
      at: formatTokyoDateTime(row.at),
      by: row.by_name ?? '自動処理',
      why: row.why,
      changes:
        before === null
          ? []
          : columns
              .filter((one) => writeCell(now, one) !== writeCell(before, one))
              .map((one) => ({ label: one.label, from: writeCell(before, one), to: writeCell(now, one) })),
    };
  });
}

export default function CatalogueEntry() {
  const { entry, department, mayEdit, years, follows, issues, history } = useLoaderData<typeof loader>();
  const text = (value: string) => (value === '' ? <span className="quiet">書かれていません</span> : value);
  const count = (value: number | null, unit: string) =>
    value === null ? <span className="quiet">数えていません</span> : `${value}${unit}`;
  return (
    <Page
      title={entry.name}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.catalogue, text: '手続の一覧' },
      ]}
      actions={
        mayEdit && (
          <Link
            className="button button-primary"
            to={href(staffPaths.catalogueEdit, { procedure: entry.code })}
          >
            {entry.missing ? '棚卸しをする' : '直す'}
          </Link>
        )
      }
    >
      <Done words={{ saved: '保存しました。', added: '手続を加えました。' }} />
      <p className="catalogue-state">
        <Mark tone={entry.reviewedBy === '' ? 'alert' : 'done'}>
          {entry.reviewedBy === '' ? '要確認' : `${entry.reviewedBy}が確認`}
        </Mark>
        {entry.full && (
          <span className="quiet">名前や根拠などは、詳しい定義（{entry.definition}）のものです。</span>
        )}
      </p>
      {issues.length > 0 && (
        <Section title={`直すところ（${issues.length}件）`} id="issues">
          <ul className="catalogue-issues">
            {issues.map((one) => (
              <li key={one.message}>
                <b>{issueWords[one.kind]}</b>
                <span>{one.message}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="手続" id="about">
        <Facts
          rows={[
            ['コード', entry.code],
            ['読み', text(entry.reading)],
            ['種類', kindWords[entry.kind]],
            ['担当', text(department)],
            ['住民が使う言葉', text(entry.words.join('、'))],
            ['説明（住民向け）', text(entry.summary)],
            ['きっかけ', text(entry.trigger)],
            ['期限', text(entry.deadline)],
            ['根拠', text([entry.law, entry.article].filter((one) => one !== '').join(' '))],
            entry.inForce !== '' && ['施行日', dayText(entry.inForce)],
            ['決定する機関', text(entry.agency)],
            ['続く手続', follows.length === 0 ? text('') : <Follows key="follows" follows={follows} />],
            ['住民の検索', entry.isPublic ? '出している' : '出していない'],
          ]}
        />
      </Section>
      <Section title="受付と来庁" id="ways">
        <Facts
          rows={[
            ['受付方法', text(entry.channels.map((one) => channelWords[one]).join('、'))],
            ['受付場所', text(entry.place)],
            ['来庁', visitWords[entry.visit]],
            entry.visit === 'needed' && ['来庁が要る理由', text(entry.visitWhy)],
            entry.reason !== '' && [
              'オンラインでない理由',
              `${reasonWords[entry.reason]}${entry.reasonNote === '' ? '' : `：${entry.reasonNote}`}`,
            ],
            entry.plan !== '' && ['オンライン化の予定', dayText(entry.plan)],
            ['処理日数', count(entry.days, '日')],
            [
              '職員の処理時間',
              `紙 ${entry.minutesPaper ?? '–'}分・オンライン ${entry.minutesOnline ?? '–'}分`,
            ],
          ]}
        />
      </Section>
      <Section title="手続の重さ" id="lightness">
        <ScrollBox label="手続の重さの表">
          <table className="table catalogue-table catalogue-small">
            <thead>
              <tr>
                <th scope="col">数えるもの</th>
                <th scope="col">はじめ</th>
                <th scope="col">いま</th>
                <th scope="col">差</th>
              </tr>
            </thead>
            <tbody>
              {burdens.map((one) => {
                const [before, now] = [entry.before[one], entry[one]];
                return (
                  <tr key={one}>
                    <th scope="row">{burdenWords[one]}</th>
                    <td className="number">{before ?? '–'}</td>
                    <td className="number">{now ?? '–'}</td>
                    <td className="number">{before === null || now === null ? '–' : signed(now - before)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      </Section>
      <Section title="件数" id="volumes">
        {years.length === 0 ? (
          <p className="quiet">まだ数えていません。</p>
        ) : (
          <ScrollBox label="件数の表">
            <table className="table catalogue-table catalogue-small">
              <thead>
                <tr>
                  <th scope="col">年度</th>
                  {channels.map((one) => (
                    <th key={one} scope="col">
                      {channelWords[one]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {years.map(({ year, label }) => (
                  <tr key={year}>
                    <th scope="row">{label}</th>
                    {channels.map((one) => (
                      <td key={one} className="number">
                        {entry.volumes[year]?.[one]?.toLocaleString('ja-JP') ?? '–'}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      {history.length > 0 && (
        <Section title="変更の記録" id="history">
          <ol className="catalogue-history">
            {history.map((one) => (
              <li key={one.version}>
                <p>
                  <b>{one.at}</b> {one.by}
                  {one.why !== '' && <span className="quiet">（{one.why}）</span>}
                </p>
                {one.changes.length === 0 ? (
                  <p className="quiet">{one.version === 1 ? '加えました。' : '件数を直しました。'}</p>
                ) : (
                  <ul>
                    {one.changes.map((change) => (
                      <li key={change.label}>
                        {change.label}：{change.from === '' ? '（なし）' : change.from} →{' '}
                        {change.to === '' ? '（なし）' : change.to}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
    </Page>
  );
}

const signed = (delta: number): string => (delta > 0 ? `+${delta}` : delta < 0 ? `−${-delta}` : '0');

function Follows({ follows }: { follows: { code: string; name: string | null }[] }) {
  return (
    <ul className="plain">
      {follows.map(({ code, name }) => (
        <li key={code}>
          {name === null ? (
            `${code}（ありません）`
          ) : (
            <Link to={href(staffPaths.catalogueEntry, { procedure: code })}>{name}</Link>
          )}
        </li>
      ))}
    </ul>
  );
}
