/** One procedure of the city as the stock-take knows it. Browser-safe: plain types and their words. */

/** Ways in which a procedure can be done. `portal`: the state's own (マイナポータル). */
export const channels = ['online', 'counter', 'post', 'store', 'portal'] as const;
export type Channel = (typeof channels)[number];
export const channelWords: Record<Channel, string> = {
  online: 'オンライン',
  counter: '窓口',
  post: '郵送',
  store: 'コンビニ',
  portal: '国のポータル',
};
/** Those without paper and without coming. */
export const digitalChannels: readonly Channel[] = ['online', 'portal', 'store'];
/** Those by which one applies from home on a screen; what 「オンライン化」 counts. */
export const onlineChannels: readonly Channel[] = ['online', 'portal'];

export const kindWords = {
  application: '申請',
  notification: '届出',
  declaration: '申告',
  'certificate-request': '証明の請求',
  entry: '申込',
  consultation: '相談',
  survey: '調査',
} as const;
export type Kind = keyof typeof kindWords;

export const visitWords = { needed: '要る', notNeeded: '要らない', unknown: '確かめていない' } as const;
export type Visit = keyof typeof visitWords;

/** Why a procedure cannot be done online yet. */
export const reasonWords = {
  law: '法令が対面か書面を求めている',
  identity: '対面での本人確認が要る',
  original: '原本や物の受渡しがある',
  payment: 'オンラインで払えない',
  partner: '国や県など、ほかの機関の仕組みによる',
  system: 'システムの準備が要る',
  few: '件数が少ない',
  other: 'そのほか',
} as const;
export type Reason = keyof typeof reasonWords;

/** What a procedure weighs on whoever does it: fields, attachments, steps, visits. Null: nobody counted. */
export const burdens = ['items', 'attachments', 'steps', 'visits'] as const;
export type Burden = (typeof burdens)[number];
export type Lightness = Record<Burden, number | null>;
export const burdenWords: Record<Burden, string> = {
  items: '記入項目',
  attachments: '添付書類',
  steps: '手順',
  visits: '来庁',
};

export interface Entry extends Lightness {
  code: string;
  /** Id of the full definition, which wins wherever it says something. */
  definition: string;
  name: string;
  /** Hiragana. */
  reading: string;
  /** What people call it and search for. */
  words: string[];
  kind: Kind;
  /** Code of the responsible department; empty: nobody. */
  department: string;
  law: string;
  lawId: string;
  article: string;
  inForce: string;
  /** Who decides: 処分権者. */
  agency: string;
  trigger: string;
  deadline: string;
  /** One sentence for residents. */
  summary: string;
  place: string;
  channels: Channel[];
  visit: Visit;
  visitWhy: string;
  /** Processing time. */
  days: number | null;
  /** Codes of procedures that usually follow. */
  follows: string[];
  /** When it is to be online. */
  plan: string;
  reason: Reason | '';
  reasonNote: string;
  /** Minutes of staff for one case. */
  minutesPaper: number | null;
  minutesOnline: number | null;
  /** Residents find it by search, also without a full definition. */
  isPublic: boolean;
  /** Who checked the content; empty: 要確認. */
  reviewedBy: string;
  reviewedOn: string;
}

/** Cases of a fiscal year by channel; a channel that is absent was not counted. */
export type Year = Partial<Record<Channel, number>>;
/** By fiscal year. */
export type Volumes = Record<number, Year>;

/** An entry with what belongs to it. */
export interface Listed extends Entry {
  version: number;
  volumes: Volumes;
  /** The first counts that were ever kept, each by itself, for the before/after. */
  before: Lightness;
  /** Has a full definition, from which name, law and the like were taken. */
  full: boolean;
  /** Only the definition is there: nobody has taken stock of it yet. */
  missing: boolean;
}

export const emptyEntry: Entry = {
  code: '',
  definition: '',
  name: '',
  reading: '',
  words: [],
  kind: 'application',
  department: '',
  law: '',
  lawId: '',
  article: '',
  inForce: '',
  agency: '',
  trigger: '',
  deadline: '',
  summary: '',
  place: '',
  channels: [],
  visit: 'unknown',
  visitWhy: '',
  items: null,
  attachments: null,
  steps: null,
  visits: null,
  days: null,
  follows: [],
  plan: '',
  reason: '',
  reasonNote: '',
  minutesPaper: null,
  minutesOnline: null,
  isPublic: false,
  reviewedBy: '',
  reviewedOn: '',
};

export const isOnline = (entry: Pick<Entry, 'channels'>): boolean =>
  entry.channels.some((one) => onlineChannels.includes(one));

/** From the first click to the result without coming once: 「1回も行かなくていい」. */
export const isWhollyDigital = (entry: Pick<Entry, 'channels' | 'visit'>): boolean =>
  isOnline(entry) && entry.visit === 'notNeeded';
