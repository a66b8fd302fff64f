/** What a register answered, as rows to read. Pure. */
import type { TaxAnswer, VaccinationAnswer } from '#core/registers.server';
import { formatFiscalYear, formatSeireki, formatWareki } from '#kernel/dates';

type Answer = { kind: 'tax'; answer: TaxAnswer } | { kind: 'vaccination'; answer: VaccinationAnswer };

export interface RegisterRows {
  /** What was found, in a sentence. */
  message: string;
  rows: [term: string, value: string][];
}

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`;

export function registerRows(asked: Answer): RegisterRows {
  if (asked.kind === 'vaccination') {
    const { answer } = asked;
    if (answer.status !== 'matched')
      return { message: '番号・氏名・生年月日のすべてが合う記録はありません。', rows: [] };
    const { record } = answer;
    return {
      message: '予防接種の記録があります。',
      rows: [
        ['氏名', record.name],
        ['生年月日', formatWareki(record.birthDate)],
        ...record.doses.map((dose): [string, string] => [
          `${dose.vaccine}（${dose.dose}回目）`,
          `${formatSeireki(dose.date)} ${dose.place}`,
        ]),
      ],
    };
  }
  const { answer } = asked;
  if (!('record' in answer)) {
    const message =
      answer.status === 'ambiguous'
        ? '同じ氏名・生年月日の人が複数います。住所などを確かめてください。'
        : '氏名・生年月日の合う人は、税の記録にいません。';
    return { message, rows: [] };
  }
  const { record } = answer;
  const message =
    answer.status === 'undeclared'
      ? '所得の申告がありません。先に申告が必要です。'
      : record.residentOnJanuary1
        ? '税の記録があります。'
        : 'その年の1月1日に、本市に住所がありません。';
  return {
    message,
    rows: [
      ['年度', formatFiscalYear(record.fiscalYear, { style: 'long' })],
      ['氏名', record.name],
      ['生年月日', formatWareki(record.birthDate)],
      ['1月1日の住所', record.addressOnJanuary1],
      ...record.income.map((one): [string, string] => [one.kind, yen(one.income)]),
      ['合計所得金額', yen(record.totalIncome)],
      ['扶養人数', `${record.dependants}人`],
      ...(record.tax === undefined ? [] : [['課税額（合計）', yen(record.tax.total)] as [string, string]]),
    ],
  };
}
