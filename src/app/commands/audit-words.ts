/** What verification found, in words for whoever typed the command. */
import type { Problem, ProblemKind, Verification } from '#platform/audit/sealing.server';

const kinds: Record<ProblemKind, [ja: string, en: string]> = {
  edited: ['記録の中身が書き換えられています', 'its content was changed'],
  deleted: ['記録が消されています', 'the row was deleted'],
  inserted: ['封印されたことのない記録が差し込まれています', 'the row was put in and never sealed'],
  backdated: ['後から古い日時で差し込まれています', 'the row was put in later with an older time'],
  reordered: ['別の記録と入れ替わっています', 'another row stands in its place'],
  truncated: ['ここから後の記録が切り捨てられています', 'everything from here on was cut off'],
  leafEdited: ['記録のハッシュが書き換えられています', 'its leaf was changed'],
  leafMissing: ['記録のハッシュが消されています', 'its leaf was deleted'],
  leafAdded: ['署名のないハッシュが足されています', 'a leaf was added that no head covers'],
  tree: [
    'この記録から次の署名付き先頭までのどれかが書き換えられています',
    'one of the rows from here to the next head was changed',
  ],
  headAltered: ['この記録を含む署名付き先頭が書き換えられています', 'the signed head over it was changed'],
  headMissing: ['この記録より後の署名付き先頭が消されています', 'a signed head after it was deleted'],
  anchorForged: [
    '外部の控えに、この窓口の署名でないものがあります',
    'an anchor holds entries that we did not sign',
  ],
  anchorGap: ['外部の控えの途中が抜けています', 'entries are missing inside an anchor'],
  anchorShort: ['外部の控えの終わりが抜けています', 'the end of an anchor is missing'],
  anchorUnreachable: ['外部の控えを読めませんでした', 'an anchor could not be read'],
};

export function sayProblem({ kind, row, position, sink, found }: Problem): string {
  const [ja, en] = kinds[kind];
  const of =
    sink !== undefined
      ? `控え ${sink} / anchor ${sink}`
      : row === null
        ? `${(position ?? 0) + 1}件目 / no. ${(position ?? 0) + 1}`
        : `記録 ${row} / row ${row}${position === null ? '' : `（${position + 1}件目）`}`;
  return `${of}: ${ja}${found === undefined ? '' : `（今は記録 ${found}）`} / ${en}`;
}

export function sayVerification(municipality: string, result: Verification): string {
  const anchors = result.anchors.map(({ name, size, resumed }) => [
    `  外部の控え / anchor ${name}: ${size === null ? '読めません / unreachable' : `${size}件`}`,
    ...resumed.map(
      (one) =>
        `    ${one.at} に再開 / resumed at ${one.size}: ${one.lost}件を失いました / rows lost（${one.reason}）`,
    ),
  ]);
  const lines = [
    `操作の記録 / audit of ${municipality}`,
    `  確かめた範囲 / checked: ${result.from}–${result.to}`,
    ...(result.redacted > 0
      ? [`  中身は廃棄済み、葉は無事 / redacted, leaf intact: ${result.redacted}件`]
      : []),
    ...anchors.flat(),
    '',
  ];
  if (result.first === null) lines.push('変わっていません。 / Verified: nothing was altered.');
  else {
    lines.push(`最初に変わっているもの / first altered:\n  ${sayProblem(result.first)}`);
    const others = result.problems.slice(1, 20).map((one) => `  ${sayProblem(one)}`);
    const counts = Object.entries(result.counts).map(([kind, count]) => `${kind} ${count}`);
    lines.push(
      ...(others.length > 0 ? ['ほか / others:', ...others] : []),
      `計 / in all: ${counts.join(', ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
