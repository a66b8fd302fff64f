/** Who and what of access rules, in words a section clerk understands. Pure. */
import type { RecordAct, Who } from '#core/definitions';
import type { StaffRole } from './actors.ts';

export const recordActs = ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'] as const;

export const actWords: Readonly<Record<RecordAct, string>> = {
  view: '見る',
  add: '登録',
  edit: '直す',
  delete: '消す',
  export: '書出し',
  import: '取込み',
  manage: '管理',
};

/** What each act lets somebody do, beside its word. */
export const actHelp: Readonly<Record<RecordAct, string>> = {
  view: 'レコードを一覧と画面で見る',
  add: '新しいレコードを登録する',
  edit: '見られるレコードの内容を直す',
  delete: '見られるレコードをごみ箱に入れる（30日は戻せます）',
  export: '見られるレコードをファイルに書き出す',
  import: 'ファイルからまとめて取り込む',
  manage: '項目・一覧・アクセス権など、この業務アプリを作り変える',
};

export const roleWords: Readonly<Record<StaffRole, string>> = {
  intake: '受付・起案をする人',
  check: '審査・承認をする人',
  decide: '決裁をする人',
  counter: '窓口の人',
  organisation: '人事異動を取り込む人',
  audit: '監査をする人',
  protection: '支援措置の担当者',
  administration: 'システム管理者',
  records: '文書管理の担当者',
};

/** Names of what rules point at; what is missing is shown by its code. */
export interface WhoNames {
  departments: Readonly<Record<string, string>>;
  groups: Readonly<Record<string, string>>;
  staff: Readonly<Record<string, string>>;
  /** Labels of fields by code. */
  fields: Readonly<Record<string, string>>;
}

export function whoText(who: Who, names: WhoNames): string {
  if ('everyone' in who) return '全職員';
  if ('position' in who)
    return who.department === undefined
      ? `どの所属でも「${who.position}」の職の人`
      : `${names.departments[who.department] ?? who.department}の「${who.position}」`;
  if ('department' in who) {
    const name = names.departments[who.department] ?? who.department;
    return who.below === false ? `${name}（下の所属は含まない）` : `${name}と下の所属`;
  }
  if ('role' in who) return `役割「${roleWords[who.role]}」`;
  if ('group' in who) return `グループ「${names.groups[who.group] ?? who.group}」`;
  if ('user' in who) return names.staff[who.user] ?? '今はいない職員';
  return `項目「${names.fields[who.field] ?? who.field}」に入っている人・所属`;
}

/** What rules point at, for looking the names up. */
export function pointedAt(all: readonly Who[]): {
  staff: Set<string>;
  departments: Set<string>;
  groups: Set<string>;
} {
  const found = { staff: new Set<string>(), departments: new Set<string>(), groups: new Set<string>() };
  for (const who of all) {
    if ('user' in who) found.staff.add(who.user);
    if ('group' in who) found.groups.add(who.group);
    if ('department' in who && who.department !== undefined) found.departments.add(who.department);
  }
  return found;
}
