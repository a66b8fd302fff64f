/** `madoguchi leak`: how many persons something concerns that should not have been seen, counted from the audit. */
import { countAffected, type LeakQuestion } from '#core/leaks.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

const minute = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

export async function runLeak(words: string[]): Promise<void> {
  const given = readWords(words, {
    municipality: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    actor: { type: 'string' },
    request: { type: 'string' },
  });
  const [from, to] = [given.text('from'), given.text('to')];
  if (from === undefined || to === undefined || !minute.test(from) || !minute.test(to) || from > to)
    throw wrongUse(
      '--from と --to を "2026-11-21 09:00" の形（日本時間）で書いてください。',
      'Write --from and --to like "2026-11-21 09:00", Tokyo time.',
    );
  const [actorId, requestId] = [given.text('actor'), given.text('request')];
  const question: LeakQuestion = {
    from,
    to,
    ...(actorId === undefined ? {} : { actorId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  const affected = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    return admin.db.tenant(municipality, 'owner', (tx) => countAffected(tx, question));
  }).catch((error: { code?: string }) => {
    if (error.code === '22008' || error.code === '22007')
      throw new Trouble('その日時はありません。', 'There is no such time.');
    throw error;
  });
  const { acts, cases, persons, applications, classes, gone } = affected;
  process.stdout.write(
    [
      `${from} から ${to} まで / from … to …`,
      `  操作・閲覧 / acts and reads        ${acts}`,
      `  案件 / cases                       ${cases}`,
      `  本人の数 / persons                 ${persons}`,
      `  案件になる前の申請 / applications  ${applications}`,
      `  廃棄済みの案件 / disposed cases    ${gone}`,
      `  項目の区分 / classes of fields     ${classes.join(', ') || '—'}`,
      '',
      persons > 100
        ? '100人を超えています。個人情報保護委員会への報告の対象です（速報はおおむね3〜5日以内、確報は30日以内、不正の目的なら60日以内）。\nAbove 100 persons: to be reported to the commission (preliminary within about 3–5 days, final within 30, 60 if malicious).'
        : '要配慮個人情報、財産的被害のおそれ、不正の目的のいずれかがあれば、人数によらず報告の対象です。\nSensitive data, danger of financial loss or malice are to be reported whatever the number.',
      '',
    ].join('\n'),
  );
}
