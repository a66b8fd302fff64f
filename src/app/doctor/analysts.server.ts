/** Logins of analysts: who has one, until when, and whether it is used. */
import { selectAnalystUse, selectOpenSessions, selectStanding } from '#core/analysis.server';
import { listAnalysts } from '#platform/db.server';
import type { Admin } from '../admin.server.ts';
import { type Finding, look, well } from './model.ts';

export async function checkAnalysts(admin: Admin, city: string): Promise<Finding[]> {
  const analysts = await admin.db.shared((client) => listAnalysts(client, city));
  const [use, open, views] = await admin.db.tenant(city, 'owner', async (tx) => [
    await selectAnalystUse(tx),
    await selectOpenSessions(tx),
    await selectStanding(tx),
  ]);
  const sessions = (counts: readonly { sessions: number }[]) =>
    counts.reduce((sum, one) => sum + one.sessions, 0);
  const findings = [
    well(
      `${city} 分析用ログイン`,
      `${analysts.length}件、ビュー ${views.length}、接続 いま ${sessions(open)}・30日間 ${sessions(use)}`,
    ),
  ];
  const now = Date.now();
  const over = analysts.filter((one) => one.until !== null && one.until.getTime() < now);
  if (over.length > 0)
    findings.push(
      look(
        `${city} 分析用ログインの期限`,
        `期限が切れたものがあります：${over.map((one) => one.name).join('、')}。madoguchi analyst remove でなくしてください。`,
        `Expired: ${over.map((one) => one.name).join(', ')}. Remove them: madoguchi analyst remove`,
      ),
    );
  return findings;
}
