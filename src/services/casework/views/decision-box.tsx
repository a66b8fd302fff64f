/** The decision as drafted or made, with every step it went through. */
import { Facts, Section } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';

export function DecisionBox({ page }: { page: CasePage }) {
  const { decision } = page;
  if (decision === null) return null;
  const refused = decision.items.filter((item) => !item.granted);
  return (
    <Section title={decision.decidedAt === null ? '起案' : '決定'} id="decision">
      <Facts
        rows={[
          ['内容', <b key="o">{decision.outcome}</b>],
          decision.reasons !== '' && [
            '理由',
            <span key="r" className="said">
              {decision.reasons}
            </span>,
          ],
          refused.length > 0 && [
            '認めないもの',
            `${refused.length}件：${[...new Set(refused.map((item) => item.reason))].join('、')}`,
          ],
          decision.validity !== '' && ['有効期間', decision.validity],
          ['起案', `${decision.drafter}　${decision.draftedAt}`],
          ...decision.approvals.map((one, index): [string, string] => [
            `${index + 1}　${one.act}`,
            `${one.name}${one.standsInFor ? `（${one.standsInFor}の代理）` : ''}　${one.at}${one.note ? `\n「${one.note}」` : ''}`,
          ]),
          decision.waitsFor !== null && ['次の番', decision.waitsFor],
        ]}
      />
    </Section>
  );
}
