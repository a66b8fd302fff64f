/**
 * `madoguchi analyst add | list | remove`: database logins that read the views of work apps which are open for analysis, and
 * nothing else. The administrator need not be a superuser.
 */
import { randomBytes } from 'node:crypto';
import { selectAnalystUse, selectOpenSessions, selectStanding } from '#core/analysis.server';
import { insertAudit } from '#platform/audit.server';
import {
  addAnalyst,
  analysisSchemaOf,
  analystLogin,
  analystName,
  listAnalysts,
  removeAnalyst,
} from '#platform/db.server';
import type { Admin } from '../admin.server.ts';
import { asOperator, municipalityOf, readWords, type Words } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

const longest = 366;
const day = 24 * 3600_000;

export async function runAnalyst(words: string[]): Promise<void> {
  const [verb, ...rest] = words;
  const given = readWords(rest, {
    municipality: { type: 'string' },
    days: { type: 'string' },
    connections: { type: 'string' },
  });
  if (verb === 'add') return add(given);
  if (verb === 'list') return list(given);
  if (verb === 'remove') return remove(given);
  throw wrongUse(
    'analyst add、list、remove のどれかを書いてください。',
    'Write analyst add, list or remove.',
  );
}

function nameIn(given: Words): string {
  const name = given.positionals[0] ?? '';
  if (analystName.test(name)) return name;
  throw wrongUse(
    '名前は英小文字で始め、英小文字・数字・_ で30文字までにしてください（例：kikaku_yamada）。',
    'A name begins with a small letter and has small letters, digits and _ only, 30 at most.',
  );
}

function numberIn(given: Words, option: string, otherwise: number, most: number): number {
  const text = given.text(option);
  if (text === undefined) return otherwise;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw wrongUse(
    `--${option} は 1 から ${most} までの数にしてください。`,
    `--${option} is a number from 1 to ${most}.`,
  );
}

async function add(given: Words): Promise<void> {
  const name = nameIn(given);
  const days = numberIn(given, 'days', 90, longest);
  const connections = numberIn(given, 'connections', 3, 20);
  const password = randomBytes(18).toString('base64url');
  const until = new Date(Date.now() + days * day);
  const made = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const login = analystLogin(municipality, name);
    const added = await admin.db.shared((client) =>
      addAnalyst(client, municipality, { name, password, until, connections }),
    );
    if (!added)
      throw new Trouble(
        `分析用ログイン「${name}」はもうあります。作り直すには、先に analyst remove ${name} を実行してください。`,
        `There is an analyst ${name} already: remove it first.`,
      );
    await note(admin, municipality, 'analyst.add', login);
    const views = await admin.db.tenant(municipality, 'owner', selectStanding);
    const url = new URL(admin.adminUrl);
    return {
      login,
      schema: analysisSchemaOf(municipality),
      views: views.length,
      at: `${url.hostname}:${url.port === '' ? '5432' : url.port}${url.pathname}`,
    };
  });
  // Shown once, on the operator's terminal only; the server keeps a hash.
  process.stdout.write(
    [
      `ログイン名 login: ${made.login}`,
      `パスワード password: ${password}`,
      `接続先 server: ${made.at}`,
      `スキーマ schema: ${made.schema}（ビュー views: ${made.views}）`,
      `期限 until: ${localDate(until)}（${days}日 days）、同時接続 connections: ${connections}`,
      '一度しか表示されません。本人に、ほかの人の目に触れない方法で渡してください。使い方は docs/operating/analysts.md にあります。',
      'Shown once. Hand it over where nobody else sees it; docs/operating/analysts.md says how it is used.',
      '',
    ].join('\n'),
  );
}

async function list(given: Words): Promise<void> {
  const lines = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const analysts = await admin.db.shared((client) => listAnalysts(client, municipality));
    const [use, open, views] = await admin.db.tenant(municipality, 'owner', async (tx) => [
      await selectAnalystUse(tx),
      await selectOpenSessions(tx),
      await selectStanding(tx),
    ]);
    const now = Date.now();
    return [
      `ビュー views: ${views.length}`,
      ...(analysts.length === 0 ? ['分析用ログインはありません。 / There are no analysts.'] : []),
      ...analysts.map((one) => {
        const over = one.until !== null && one.until.getTime() < now;
        const lately = use.find((each) => each.login === one.login);
        const here = open.find((each) => each.login === one.login)?.sessions ?? 0;
        return [
          one.name,
          one.login,
          over ? '期限切れ expired' : `期限 until ${one.until === null ? '—' : localDate(one.until)}`,
          `いま now ${here}`,
          lately === undefined
            ? '30日間の接続なし not used for 30 days'
            : `30日間の接続 sessions in 30 days ${lately.sessions}、最後 last ${localDate(lately.lastAt)}`,
        ].join('  ');
      }),
    ];
  });
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function remove(given: Words): Promise<void> {
  const name = nameIn(given);
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    if (!(await admin.db.shared((client) => removeAnalyst(client, municipality, name))))
      throw new Trouble(`分析用ログイン「${name}」はありません。`, `There is no analyst ${name}.`);
    await note(admin, municipality, 'analyst.remove', analystLogin(municipality, name));
  });
  process.stdout.write(
    `${name} の分析用ログインをなくし、接続を終わらせました。 / Removed; its sessions are ended.\n`,
  );
}

const localDate = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );

const note = (admin: Admin, municipality: string, act: string, login: string): Promise<void> =>
  admin.asZone('staff').tenant(municipality, 'staff', (tx) =>
    insertAudit(tx, {
      zone: 'admin',
      actorKind: 'operator',
      actorId: null,
      postId: null,
      act,
      noun: 'analyst',
      ids: [login],
      fieldClasses: [],
      purpose: null,
      requestId: null,
    }),
  );
