/** What the stock-take adds up to: online, without coming, what is left, what paper beside it costs, what got lighter. */
import { Link, useLoaderData } from 'react-router';
import {
  burdenWords,
  figuresOf,
  lightened,
  parallelOf,
  percent,
  reasonWords,
  wholeNumber,
} from '#core/inventory';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatFiscalYear } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page, ScrollBox, Section } from '#ui/staff';
import { stockOf } from '../stock.server.ts';
import { ParallelBox, shown } from '../views/parallel-box.tsx';

export const handle = { permission: 'catalogue.read', script: true } satisfies RouteHandle<StaffPermission>;

/** An hour of staff, where nobody says another price. */
const usualYen = 3500;

export const loader = guardStaff(handle, async ({ actor, tx, info, request }) => {
  const { inventory, nameOf, years } = await stockOf({ actor, tx, info });
  const figures = figuresOf(inventory.entries, years);
  const year = years[0];
  const asked = wholeNumber(new URL(request.url).searchParams.get('yen') ?? '');
  const yen = asked === null || asked === 0 ? usualYen : Math.min(asked, 100_000);
  const parallel = year === undefined ? [] : parallelOf(inventory.entries, year);
  const minutes = parallel.reduce((sum, one) => sum + (one.extraMinutes ?? 0), 0);
  const lighter = lightened(inventory.entries);
  return {
    ...figures,
    departments: figures.departments.map((one) => ({
      ...one,
      code: one.department === '' ? '-' : one.department,
      name: one.department === '' ? '担当なし' : nameOf(one.department),
    })),
    years: figures.years.map((one) => ({ ...one, label: formatFiscalYear(one.year) })),
    year: year === undefined ? null : formatFiscalYear(year),
    yen,
    parallel: {
      procedures: parallel.length,
      unmeasured: parallel.filter((one) => one.extraMinutes === null).length,
      paper: parallel.reduce((sum, one) => sum + one.paper, 0),
      online: parallel.reduce((sum, one) => sum + one.online, 0),
      hours: Math.round(minutes / 60),
      cost: Math.round((minutes / 60) * yen),
      lines: parallel.slice(0, shown).map(({ entry, online, paper, extraMinutes }) => ({
        code: entry.code,
        name: entry.name,
        online,
        paper,
        hours: extraMinutes === null ? null : Math.round(extraMinutes / 60),
        cost: extraMinutes === null ? null : Math.round((extraMinutes / 60) * yen),
      })),
    },
    lighter: {
      down: lighter.filter((one) => one.delta < 0).length,
      up: lighter.filter((one) => one.delta > 0).length,
      lines: lighter
        .slice(0, shown)
        .map(({ entry, delta }) => ({ code: entry.code, name: entry.name, delta })),
    },
  };
});

const number = (value: number): string => value.toLocaleString('ja-JP');

export default function CatalogueFigures() {
  const page = useLoaderData<typeof loader>();
  const { online, whollyDigital, remaining, parallel, lighter, lightness } = page;
  const left = page.procedures - online.part;
  return (
    <Page
      title="手続の一覧を数字で見る"
      crumb="数字で見る"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.catalogue, text: '手続の一覧' },
      ]}
      wide
    >
      <ul className="catalogue-figures">
        <Figure
          title="オンラインでできる"
          rate={percent(online)}
          text={`${number(page.procedures)}件のうち${number(online.part)}件`}
          to={{ state: 'online' }}
        />
        <Figure
          title="一度も来庁せずに終わる"
          rate={percent(whollyDigital)}
          text={`${number(whollyDigital.part)}件。来庁を確かめていないものが${number(page.unknownVisit)}件`}
          to={{ state: 'whollyDigital' }}
        />
        <Figure
          title="オンラインでできない"
          rate={percent({ part: left, of: page.procedures })}
          text={`残り${number(left)}件`}
          to={{ state: 'notOnline' }}
        />
      </ul>
      <Section title={remainingTitle(remaining)} id="remaining">
        {remaining.length === 0 ? (
          <p className="empty">すべての手続がオンラインでできます。</p>
        ) : (
          <ScrollBox label="オンラインでできない理由の表">
            <table className="table catalogue-table">
              <thead>
                <tr>
                  <th scope="col">理由</th>
                  <th scope="col">手続</th>
                  <th scope="col">予定日あり</th>
                  <th scope="col">{page.year === null ? '件数' : `${page.year}の件数`}</th>
                </tr>
              </thead>
              <tbody>
                {remaining.map((one) => (
                  <tr key={one.reason}>
                    <th scope="row">
                      {one.reason === '' ? (
                        <Link
                          to={href(staffPaths.catalogue, undefined, {
                            state: 'notOnline',
                            quality: 'reason',
                          })}
                        >
                          理由が書かれていません
                        </Link>
                      ) : (
                        reasonWords[one.reason]
                      )}
                    </th>
                    <td className="number">{number(one.procedures)}</td>
                    <td className="number">{number(one.planned)}</td>
                    <td className="number">{number(one.cases)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      <Section title="年度ごとのオンラインの割合" id="years">
        {page.years.length === 0 ? (
          <p className="empty">まだ件数がありません。手続ごとに書くか、表を取り込んでください。</p>
        ) : (
          <ScrollBox label="年度ごとの表">
            <table className="table catalogue-table catalogue-small">
              <thead>
                <tr>
                  <th scope="col">年度</th>
                  <th scope="col">件数</th>
                  <th scope="col">オンライン</th>
                  <th scope="col">割合</th>
                  <th scope="col">数えた手続</th>
                </tr>
              </thead>
              <tbody>
                {page.years.map((one) => (
                  <tr key={one.year}>
                    <th scope="row">{one.label}</th>
                    <td className="number">{number(one.cases)}</td>
                    <td className="number">{number(one.online)}</td>
                    <td className="number">{percent({ part: one.online, of: one.cases })}</td>
                    <td className="number">{number(one.counted)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      <ParallelBox year={page.year} yen={page.yen} parallel={parallel} />
      <Section title={lighterTitle(lighter)} id="lightness">
        <ScrollBox label="手続の重さの表">
          <table className="table catalogue-table catalogue-small">
            <thead>
              <tr>
                <th scope="col">数えるもの</th>
                <th scope="col">変わった手続</th>
                <th scope="col">はじめ</th>
                <th scope="col">いま</th>
              </tr>
            </thead>
            <tbody>
              {lightness.map((one) => (
                <tr key={one.burden}>
                  <th scope="row">{burdenWords[one.burden]}</th>
                  <td className="number">{number(one.procedures)}</td>
                  <td className="number">{number(one.before)}</td>
                  <td className="number">{number(one.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        {lighter.lines.length > 0 && (
          <ul className="catalogue-lighter">
            {lighter.lines.map((one) => (
              <li key={one.code}>
                <Link to={href(staffPaths.catalogueEntry, { procedure: one.code })}>{one.name}</Link>
                <span className="number">{one.delta > 0 ? `+${one.delta}` : `−${-one.delta}`}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="所属ごと" id="departments">
        <ScrollBox label="所属ごとの表">
          <table className="table catalogue-table">
            <thead>
              <tr>
                <th scope="col">担当</th>
                <th scope="col">手続</th>
                <th scope="col">オンライン</th>
                <th scope="col">割合</th>
                <th scope="col">来庁なしで終わる</th>
              </tr>
            </thead>
            <tbody>
              {page.departments.map((one) => (
                <tr key={one.code}>
                  <th scope="row">
                    <Link to={href(staffPaths.catalogue, undefined, { department: one.code })}>
                      {one.name}
                    </Link>
                  </th>
                  <td className="number">{number(one.procedures)}</td>
                  <td className="number">{number(one.online)}</td>
                  <td className="number">{percent({ part: one.online, of: one.procedures })}</td>
                  <td className="number">{number(one.whollyDigital)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </Section>
    </Page>
  );
}

function Figure({
  title,
  rate,
  text,
  to,
}: {
  title: string;
  rate: string;
  text: string;
  to: { state: string };
}) {
  return (
    <li>
      <Link to={href(staffPaths.catalogue, undefined, to)}>{title}</Link>
      <b>{rate}</b>
      <span className="quiet">{text}</span>
    </li>
  );
}

/** The finding, not the axis. */
function remainingTitle(remaining: { reason: string; procedures: number }[]): string {
  const first = remaining.find((one) => one.reason !== '');
  if (first === undefined) return 'オンラインでできない理由';
  return `いちばん多い理由は「${reasonWords[first.reason as keyof typeof reasonWords]}」（${number(first.procedures)}件）`;
}

function lighterTitle({ down, up }: { down: number; up: number }): string {
  if (down + up === 0) return '手続の重さは、まだ変わっていません';
  return `軽くなった手続は${number(down)}件、重くなった手続は${number(up)}件`;
}
