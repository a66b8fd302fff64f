/** Requests to buy something, in every state of their process. Written by hand: each shows one thing that happens. */

interface Step {
  by: string;
  act?: string;
  verb?: string;
  note?: string;
  /** Edits before the act: what it requires. */
  edit?: Record<string, unknown>;
}

const [shuji, shunin] = ['shiminzei-shuji', 'shiminzei-shunin'];
const [kakaricho, kacho, bucho, dx] = ['shiminzei-kakaricho', 'shiminzei-kacho', 'zeimu-bucho', 'dx-kacho'];

const submit = (by: string, note = ''): Step => ({ by, act: 'submit', note });
const verb = (by: string, name: string, note = ''): Step => ({ by, verb: name, note });
const approve = (note = '') => verb(kakaricho, 'approve', note);

function request(
  by: string,
  title: string,
  goods: string,
  yen: number,
  reason: string,
  way: Step[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    $by: by,
    $way: way,
    件名: title,
    品名と数量: goods,
    金額: String(yen),
    購入の理由: reason,
    情報機器: false,
    ...more,
  };
}

const device = { 情報機器: true };
const order = (by: string): Step => ({ by, act: 'order', edit: { 購入先: 'あかつき事務機（株）' } });

/** `$by` adds the record, `$way` is what happens to it. */
export function purchaseRequests(): { app: string; by: string; records: Record<string, unknown>[] } {
  return {
    app: 'purchase-requests',
    by: shuji,
    records: [
      request(
        shuji,
        '封筒の追加',
        '角形2号封筒　5,000枚',
        42_000,
        '納税通知書の再発行が増え、在庫が10月末でなくなるため。',
        [
          submit(shuji),
          approve('在庫を確かめました。'),
          verb(kacho, 'decide'),
          order(shuji),
          { by: shuji, act: 'receive', edit: { 納品日: { $daysAgo: 12 } } },
          verb(shuji, 'putIntoEffect'),
          verb(shuji, 'close'),
        ],
        { 希望納期: { $daysAgo: 10 } },
      ),
      request(
        shunin,
        '窓口用いすの更新',
        '回転いす　6脚',
        88_000,
        '座面の破れが3脚あり、来庁者の衣服を傷めるおそれがあるため。',
        [submit(shunin), approve(), verb(kacho, 'decide'), order(shunin)],
        { 希望納期: { $daysAgo: -14 } },
      ),
      request(
        shuji,
        'プリンターの消耗品',
        'トナー4色　各3本',
        61_000,
        '申告受付の期間中に切らさないため。',
        [submit(shuji), approve(), verb(kacho, 'decide', '早めに発注してください。')],
        { 購入先: 'あかつき事務機（株）' },
      ),
      request(
        // Drafted by 主事: 主任, to whom it is circulated, has it to read.
        shuji,
        '税務相談用タブレット',
        'タブレット　10台、保護ケース　10個',
        720_000,
        '申告会場で画面を見ながら説明できるようにするため。',
        [
          submit(shuji, '見積書は3社分あります。'),
          approve(),
          verb(kacho, 'approve', '台数は昨年の実績から見て妥当です。'),
          verb(dx, 'agree', '機種は標準の端末に合わせてください。'),
          verb(bucho, 'decide'),
        ],
        { ...device, 希望納期: { $daysAgo: -45 } },
      ),
      request(
        shuji,
        'シュレッダーの更新',
        'シュレッダー　1台',
        54_000,
        '故障が続き、修理の部品がないため。',
        [submit(shuji)],
      ),
      request(
        shunin,
        '書棚の購入',
        'スチール書棚　4台',
        96_000,
        '課税資料の保存年限の見直しで、置き場が足りないため。',
        [submit(shunin), approve('設置場所は庁舎管理と調整済みです。')],
      ),
      request(
        shuji,
        '申告会場の端末',
        'ノートパソコン　2台',
        240_000,
        '会場での入力が追いつかず、待ち時間が40分を超えたため。',
        [submit(shuji), approve()],
        device,
      ),
      request(
        shunin,
        '共用プリンターの更新',
        '複合機　1台',
        880_000,
        '保守契約が3月で終わるため。',
        [
          submit(shunin),
          approve(),
          verb(kacho, 'approve'),
          verb(dx, 'object', 'リースの方が安くなります。比較表を付けてください。'),
        ],
        device,
      ),
      request(
        shuji,
        'ポスターの印刷',
        '口座振替の案内ポスター　300枚',
        36_000,
        '口座振替の利用を広げるため。',
        [submit(shuji), verb(kakaricho, 'sendBack', '掲示先の一覧を付けてください。')],
      ),
      request(shunin, '台車の購入', '台車　2台', 18_000, '書庫との行き来で使うため。', [
        submit(shunin),
        verb(shunin, 'recall', '数量を見直します。'),
      ]),
      request(shuji, '卓上扇風機', '扇風機　8台', 32_000, '空調の効きが悪い席があるため。', [
        submit(shuji),
        approve(),
        verb(kacho, 'drop', '空調の調整で対応することになりました。'),
      ]),
      request(shuji, 'ホワイトボード', '移動式ホワイトボード　1台', 28_000, '打合せで使うため。', [
        { by: shuji, act: 'cancel', note: '他課から譲り受けました。' },
      ]),
      request(shuji, '電卓の補充', '電卓　5台', 9_500, '窓口の台数が足りないため。', []),
      request(shunin, '耐火金庫', '耐火金庫　1台', 560_000, '現金書留の一時保管の基準が変わったため。', [
        submit(shunin),
        verb(kacho, 'pullUp', '係長が研修のため先に確認します。'),
        verb(kacho, 'approve'),
      ]),
    ],
  };
}
