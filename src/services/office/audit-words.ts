/** Words of the audit list. What is not in the table is shown as it was written. */
const nouns: Record<string, string> = {
  case: '案件',
  document: '文書',
  audit: '操作の記録',
  staff: '職員',
  absence: '不在',
  route: '画面',
  application: '申請',
  draft: '下書き',
  account: 'アカウント',
  export: '書出し',
  regularOutput: '定例出力',
  dataKey: 'データ鍵',
};
const zones: Record<string, string> = {
  portal: '住民の窓口',
  staff: '職員の画面',
  worker: '自動処理',
  admin: '管理',
};
const classes: Record<string, string> = {
  public: '公開',
  internal: '内部',
  personal: '個人情報',
  sensitive: '要配慮',
  sealed: '保護された項目',
};
const acts: Record<string, string> = {
  'case.list': '一覧で見た',
  'case.read': '見た',
  'case.file': '添付を見た',
  'case.unseal': '保護された項目を表示した',
  'case.askRegister': '台帳に照会した',
  'case.receive': '収受した',
  'case.assign': '担当を変えた',
  'case.approve': '承認した',
  'case.decide': '決裁した',
  'case.deputyDecide': '代決した',
  'case.sendBack': '差し戻した',
  'case.recall': '引き戻した',
  'case.draftDecision': '起案した',
  'case.previewDecision': '通知文を確かめた',
  'case.askCorrection': '補正を依頼した',
  'case.checkIdentity': '本人確認を記録した',
  'case.recordPayment': '収納を記録した',
  'case.comment': 'コメントを残した',
  'case.message': '申請者に知らせた',
  'case.withdraw': '取下げを記録した',
  'case.close': '完結した',
  'case.revoke': '文書を取り消した',
  'case.reissue': '再交付した',
  'case.repair': '文書の文字を置き換えた',
  'case.enter': '紙などの申請を入力した',
  'audit.read': '操作の記録を見た',
  'audit.report': '封印の日報を出した',
  'audit.prove': '記録の証明を出した',
  'audit.redact': '記録の中身を廃棄した',
  'organisation.import': '人事異動を取り込んだ',
  'organisation.previewImport': '人事異動を確かめた',
  'export.request': '書出しを頼んだ',
  'export.approve': '書出しを承認した',
  'export.refuse': '書出しを承認しなかった',
  'export.chooseCharacters': '書出しの文字を決めた',
  'export.cancel': '書出しを取り消した',
  'export.ready': '書出しのファイルができた',
  'export.rows': '書出しに入った',
  'export.showPassword': '書出しのパスワードを見た',
  'export.download': '書出しのファイルを受け取った',
  'export.regular': '定例出力を始めた',
  'export.list': '書出しの一覧を見た',
  'export.read': '書出しを見た',
  'export.plan': '書き出す項目を見た',
  'regularOutput.define': '定例出力を作った',
  'regularOutput.approve': '定例出力を承認した',
  'regularOutput.end': '定例出力を終わらせた',
  'absence.register': '不在を登録した',
  'absence.drop': '不在を取り消した',
  'session.start!': 'サインインの操作',
  'session.post!': '役職を選んだ',
  'session.endedByProvider': '認証基盤がサインインを終わらせた',
  'staff.suspend': 'サインインを止めた',
  'staff.resume': 'サインインを戻した',
  'key.rotate': 'データ鍵を替えた',
  'key.rewrap': 'データ鍵を新しい鍵で包み直した',
  'key.retire': '古いデータ鍵を消した',
  'account.self!': 'サインインの設定を変えた',
};

const purposes: Record<string, string> = {
  duty: '自所属の事務',
  oversight: '下位の所属の監督',
  'stand-in': '不在者の代行',
};

/** What is no word of ours was written by a page, or by whoever gave a reason. */
export const purposeText = (purpose: string | null): string =>
  purpose === null ? '' : (purposes[purpose] ?? purpose);
export const purposeChoices = Object.entries(purposes);
export const nounText = (noun: string): string => nouns[noun] ?? noun;
export const zoneText = (zone: string): string => zones[zone] ?? zone;
export const classText = (name: string): string => classes[name] ?? name;
/** For the choice of an act: what people do, by its word. */
export const actChoices: [act: string, text: string][] = Object.entries(acts).map(([act, text]) => [
  act.replace(/!$/, ''),
  text,
]);
export const actText = (act: string): string => acts[act] ?? acts[act.replace(/!$/, '')] ?? act;
