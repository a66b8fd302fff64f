/** The register and the draft of an assessment as Markdown. */
import type { PersonalDataFile } from './model.ts';

const toFill = '〔要記入〕';
const yesNo = (yes: boolean) => (yes ? '有' : '無');
const cell = (text: string) => text.replaceAll('|', '｜').replaceAll('\n', ' ');
const table = (rows: [string, string][]) =>
  ['| 項目 | 内容 |', '| --- | --- |', ...rows.map(([name, text]) => `| ${name} | ${cell(text)} |`)].join(
    '\n',
  );

/** 個人情報ファイル簿 in the order of 個人情報保護法75条1項 and 74条1項. */
export function printRegister(city: string, on: string, files: readonly PersonalDataFile[]): string {
  const pages = files.map(
    (file) => `## ${file.name}

${table([
  ['行政機関等の名称', file.body],
  ['事務をつかさどる組織', file.department],
  ['利用目的', file.purposes.join(' / ')],
  ['根拠となる法令', file.legalBases.join('、')],
  ['記録項目', file.items.map((item) => item.label).join('、')],
  ['記録範囲', file.about.join(' / ')],
  [
    '収集方法',
    `本人または代理人からの申請（${file.procedures.join('、')}）${file.registers.length > 0 ? `、${file.registers.join('、')}への照会` : ''}`,
  ],
  ['要配慮個人情報', yesNo(file.sensitive)],
  ['経常的な提供先', toFill],
  ['開示請求等を受け付ける組織', toFill],
  ['訂正・利用停止に関する他の法令の規定', toFill],
  ['ファイルの種別', '電子計算機処理に係る個人情報ファイル（マニュアル処理ファイル：無）'],
  ['保存期間', file.retention],
  ['対象者の人数', toFill],
])}`,
  );
  return `# 個人情報ファイル簿（案）\n\n${city}　${on}現在の定義から作成。${toFill}は定義からは分かりません。\n\n${pages.join('\n\n')}\n`;
}

/** What the house does against each risk; where it is built and shown stands in docs/security. */
const risks: [risk: string, measure: string][] = [
  ['目的外の入手', '記録項目は定義にあるものだけ。個人番号は番号法の根拠がある手続でしか定義できない。'],
  ['過剰な紐付け', '住民側と職員側は別のデータベース権限。互いの表を読めず、決まった形の通知だけが渡る。'],
  [
    '権限のない職員による閲覧',
    '所属・職・手続ごとの権限をすべての問合せに組み込む。閲覧は一件ごとに記録し、封印した値は開く操作ごとに記録する。',
  ],
  [
    '誤った相手への交付',
    '本人確認の水準に満たないと発行できない。文書は一件ごとに番号と検証コードを持つ。支援措置の対象は全ての出力で止まる。',
  ],
  [
    '漏えい',
    '口座番号・個人番号などは行と項目に結び付けて暗号化する。一括出力は二人目の承認、期限、暗号化、透かしを要する。',
  ],
  ['滅失・毀損', '受け付けたものは同じ取引で保存する。控えからの復元を、行・添付・記録の一致で確かめる。'],
  ['保存期間を過ぎた保有', '保存期間の満了を自動で示し、二人の承認で消す。消したあとも操作の記録は残る。'],
  ['記録の改ざん', '操作の記録は追記だけ。署名した要約を外部にも置き、書換え・削除を検出する。'],
];

/** 影響評価 draft for one file; individual numbers are marked, because 番号法28 wants their assessment published first. */
export function printAssessment(city: string, on: string, file: PersonalDataFile): string {
  return `# 影響評価（案）：${file.name}

${city}　${on}現在の定義から作成。下書きです。担当課が確かめ、${toFill}を埋めてください。

${table([
  ['対象の事務', file.procedures.join('、')],
  ['担当', `${file.body}　${file.department}`],
  ['根拠', file.legalBases.join('、')],
  ['個人番号', file.individualNumber ? '有（番号法28条の特定個人情報保護評価が要ります）' : '無'],
  ['要配慮個人情報', yesNo(file.sensitive)],
  ['暗号化して持つ項目', file.sealed.join('、') || 'なし'],
  ['照会先', file.registers.join('、') || 'なし'],
  ['保存期間', file.retention],
  ['対象者の人数', toFill],
])}

## リスクと対策

| リスク | 対策 | 残るリスクと評価 |
| --- | --- | --- |
${risks.map(([risk, measure]) => `| ${risk} | ${measure} | ${toFill} |`).join('\n')}
`;
}
