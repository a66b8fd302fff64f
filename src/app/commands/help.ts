/** What each command does, in Japanese and English. */
export const commandNames = [
  'start',
  'dev',
  'portal',
  'staff',
  'worker',
  'migrate',
  'municipality',
  'pack',
  'sample',
  'keys',
  'doctor',
  'leak',
  'privacy',
  'audit',
  'backup',
  'restore',
  'drill',
  'outbox',
  'disposals',
  'schema',
  'config',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

const entries: [CommandName, usage: string, ja: string, en: string][] = [
  [
    'start',
    'start',
    'すべてを始めます（データベース、住民側、職員側、ワーカー）',
    'start everything: database, resident side, staff side, worker',
  ],
  [
    'dev',
    'dev',
    '開発用に始めます（画面は編集のたびに変わります）',
    'start for development; pages follow your edits',
  ],
  ['portal', 'portal', '住民側だけを動かします', 'run the resident side alone'],
  ['staff', 'staff', '職員側だけを動かします', 'run the staff side alone'],
  [
    'staff',
    'staff import <file.csv> [--municipality <code>] [--date <YYYY-MM-DD>] [--dry-run] [--partial] [--force]',
    '職員と発令を読み込みます。--dry-run は変えずに内容だけ示し、--partial は追加・異動だけを行います',
    'import staff and dated orders; --dry-run only shows, --partial ends no posts',
  ],
  [
    'staff',
    'staff access <login> --checked <words> [--municipality <code>] [--password]',
    '職員一人に最初のパスワードと認証アプリを作ります（前のものは使えなくなります）。--checked に本人を何で確かめたかを書きます。--password はパスワードだけを替えます',
    'give one member of staff a first password and authenticator, which end the old ones; --checked says by what the person was known, --password replaces the password alone',
  ],
  [
    'staff',
    'staff suspend <login> | staff resume <login> [--municipality <code>]',
    '職員一人のサインインを止めます（次の操作から使えません）・また使えるようにします',
    'stop one member of staff at the next request, or let them go on',
  ],
  ['worker', 'worker', 'ワーカーだけを動かします', 'run the worker alone'],
  ['migrate', 'migrate', 'データベースを今の版にします', 'bring the database to the current layout'],
  [
    'municipality',
    'municipality add <code> <name> --host <name> …',
    '自治体と、その宛先（ホスト名）を加えます',
    'add a municipality and its host names',
  ],
  [
    'pack',
    'pack check <folder> [--json]',
    'パックの誤りを、場所と直し方つきで示します',
    'show every mistake of a pack with place and remedy',
  ],
  [
    'pack',
    'pack load <folder> … [--municipality <code>]',
    'パックを読み込みます（二度目は何も変わりません）',
    'load packs; a second load changes nothing',
  ],
  [
    'pack',
    'pack export <folder> [--municipality <code>]',
    '今の定義をパックとして書き出します',
    'write the current definitions as packs',
  ],
  [
    'sample',
    'sample infectious-disease [--count <number>] [--municipality <code>]',
    'パックの見本（架空の記録）を、指定した件数になるまで入れます（既定は300人）',
    'add fictional records of a pack until there are so many; 300 unless told',
  ],
  [
    'keys',
    'keys status [--municipality <code>]',
    'データ鍵と、古い鍵のままの値の数を示します',
    'show data keys and how many values still lie under old ones',
  ],
  [
    'keys',
    'keys rotate [--zone portal|staff] [--municipality <code>] [--now]',
    'データ鍵を新しくします。値はワーカーが少しずつ封緘し直します（--now はここで待ちます）',
    'change the data key; the worker seals values anew bit by bit (--now: here, and wait)',
  ],
  [
    'keys',
    'keys rewrap [--municipality <code>]',
    'すべてのデータ鍵を今の MADOGUCHI_SECRET で包み直します',
    'wrap all data keys by the current secret, so that the old one can go',
  ],
  [
    'doctor',
    'doctor',
    'この設置のどこが悪いか、どう直すかを示します（何も変えません）',
    'show what is wrong with this installation and how to mend it; changes nothing',
  ],
  [
    'leak',
    'leak --from <"YYYY-MM-DD HH:MM"> --to <…> [--actor <id>] [--request <id>] [--municipality <code>]',
    '漏えいの対象になった本人の数を、操作の記録から数えます',
    'count from the audit how many persons a leak concerns',
  ],
  [
    'privacy',
    'privacy <folder> [--municipality <code>]',
    '個人情報ファイル簿と影響評価の案を、今の定義から書き出します',
    'write the register of personal data files and drafts of impact assessments',
  ],
  [
    'audit',
    'audit verify [--municipality <code>] [--from <time>] [--to <time>] [--since-anchor] [--paper <file>] [--json]',
    '操作の記録が変わっていないかを確かめ、最初に変わっている記録を示します（変わっていれば終了コード 1）',
    'check that no audit row was altered and name the first that was; exit status 1 if so',
  ],
  [
    'audit',
    'audit prove <row> [--municipality <code>]',
    '一つの記録が署名付きの木に含まれている証明（JSON）を出します',
    'write the proof (JSON) that one row stands in the signed tree',
  ],
  [
    'audit',
    'audit check <proof.json> --key <public key>',
    '証明を、データベースなしで確かめます',
    'check such a proof without any database',
  ],
  [
    'audit',
    'audit key [--municipality <code>]',
    '署名を確かめるための公開鍵を示します',
    'print the public key that heads are signed with',
  ],
  [
    'audit',
    'audit report <file.pdf> [--date <YYYY-MM-DD>] [--municipality <code>]',
    '封印の日報（署名付き先頭のQRコード）を書き出します',
    'write the daily report with the signed head as QR code',
  ],
  [
    'audit',
    'audit resume --reason <text> [--municipality <code>]',
    'バックアップから戻した後に、失われた記録を認めて封印を再開します',
    'after a restore: acknowledge what was lost and go on sealing',
  ],
  [
    'backup',
    'backup <file|folder> [--municipality <code>] [--recipient <age1…>]… [--passphrase-file <file>] [--json]',
    '一つの自治体のすべて（行・定義・ファイル・監査）を、動かしたまま一つのファイルに書き出します',
    'write one municipality, rows, definitions, files and audit, into one archive while it runs',
  ],
  [
    'backup',
    'backup verify <file> [--identity <file>] [--passphrase-file <file>] [--json]',
    'バックアップが壊れていないか、それだけで確かめます',
    'check an archive by itself',
  ],
  [
    'backup',
    'backup key <file>',
    'バックアップを暗号化する鍵の組を作ります。公開鍵を表示し、開く鍵をファイルに書きます',
    'make a pair of keys for encrypted backups: prints the public one, writes the one that opens',
  ],
  [
    'restore',
    'restore <file> [--database <name>] [--disposals <file>]… [--no-disposals] [--numbers <file>]… [--identity <file>] [--passphrase-file <file>]',
    'バックアップから自治体を戻します。上書きはしません。--database は同じサーバーの別のデータベースに並べて戻します',
    'restore a municipality; never overwrites; --database restores beside, in another database of the server',
  ],
  [
    'drill',
    'drill <file> [--disposals <file>]… [--identity <file>] [--passphrase-file <file>] [--json]',
    '復元の訓練：仮の場所に戻し、行・ファイル・監査の一致を確かめ、時間を示して消します',
    'restore to a scratch database, prove equality, report the time, throw it away',
  ],
  [
    'outbox',
    'outbox held [release|drop <number>…|--all] [--municipality <code>]',
    '復元のあとに止めてある送信を示し、送るか送らないかを決めます',
    'show what a restore holds back, release or drop it',
  ],
  [
    'disposals',
    'disposals export <file> [--municipality <code>]',
    '廃棄・消去・移管の決定を、復元のときに渡すファイルに書き出します',
    'write the decisions of disposal into a file for a restore',
  ],
  [
    'schema',
    'schema [--check]',
    '定義の JSON Schema を packs/schema に書き出します',
    'write the JSON Schemas of definitions',
  ],
  [
    'config',
    'config table [--check]',
    '設定の一覧を docs/operating/configuration.md に書き出します',
    'write the table of settings',
  ],
  ['help', 'help [command]', 'この一覧を示します', 'show this list'],
];

/** All commands, or one. */
export function help(command?: string): string {
  const shown = entries.filter(([name]) => command === undefined || name === command || command === 'help');
  const blocks = shown.map(([, usage, ja, en]) => `  madoguchi ${usage}\n      ${ja}\n      ${en}\n`);
  return `窓口 Madoguchi\n\n${(blocks.length > 0 ? blocks : ['  madoguchi help\n']).join('')}\n設定は環境変数です / settings are environment variables: docs/operating/configuration.md\n`;
}
