/**
 * National holidays as data. Source: 国民の祝日に関する法律 (昭和23年法律第178号) with its amendments, the special laws
 * for single days, and for 2020 and 2021 the 東京オリンピック特措法 (平成27年法律第33号). Years are inclusive.
 */

export type HolidayDay =
  | { fixed: string }
  /** The n-th Monday of a month (ハッピーマンデー). */
  | { month: number; monday: number }
  | { equinox: 'vernal' | 'autumnal' };

export interface HolidayRule {
  name: string;
  en: string;
  from: number;
  until?: number;
  day: HolidayDay;
  /** Years in which a law moved the day, `MM-DD`. */
  moved?: Record<number, string>;
}

export const holidayRules: readonly HolidayRule[] = [
  { name: '元日', en: "New Year's Day", from: 1949, day: { fixed: '01-01' } },
  { name: '成人の日', en: 'Coming of Age Day', from: 1949, until: 1999, day: { fixed: '01-15' } },
  { name: '成人の日', en: 'Coming of Age Day', from: 2000, day: { month: 1, monday: 2 } },
  { name: '建国記念の日', en: 'National Foundation Day', from: 1967, day: { fixed: '02-11' } },
  { name: '天皇誕生日', en: "The Emperor's Birthday", from: 1949, until: 1988, day: { fixed: '04-29' } },
  { name: '天皇誕生日', en: "The Emperor's Birthday", from: 1989, until: 2018, day: { fixed: '12-23' } },
  { name: '天皇誕生日', en: "The Emperor's Birthday", from: 2020, day: { fixed: '02-23' } },
  { name: '春分の日', en: 'Vernal Equinox Day', from: 1949, day: { equinox: 'vernal' } },
  { name: 'みどりの日', en: 'Greenery Day', from: 1989, until: 2006, day: { fixed: '04-29' } },
  { name: '昭和の日', en: 'Showa Day', from: 2007, day: { fixed: '04-29' } },
  { name: '憲法記念日', en: 'Constitution Memorial Day', from: 1949, day: { fixed: '05-03' } },
  { name: 'みどりの日', en: 'Greenery Day', from: 2007, day: { fixed: '05-04' } },
  { name: 'こどもの日', en: "Children's Day", from: 1949, day: { fixed: '05-05' } },
  { name: '海の日', en: 'Marine Day', from: 1996, until: 2002, day: { fixed: '07-20' } },
  {
    name: '海の日',
    en: 'Marine Day',
    from: 2003,
    day: { month: 7, monday: 3 },
    moved: { 2020: '07-23', 2021: '07-22' },
  },
  {
    name: '山の日',
    en: 'Mountain Day',
    from: 2016,
    day: { fixed: '08-11' },
    moved: { 2020: '08-10', 2021: '08-08' },
  },
  { name: '敬老の日', en: 'Respect for the Aged Day', from: 1966, until: 2002, day: { fixed: '09-15' } },
  { name: '敬老の日', en: 'Respect for the Aged Day', from: 2003, day: { month: 9, monday: 3 } },
  { name: '秋分の日', en: 'Autumnal Equinox Day', from: 1948, day: { equinox: 'autumnal' } },
  { name: '体育の日', en: 'Health and Sports Day', from: 1966, until: 1999, day: { fixed: '10-10' } },
  { name: '体育の日', en: 'Health and Sports Day', from: 2000, until: 2019, day: { month: 10, monday: 2 } },
  {
    name: 'スポーツの日',
    en: 'Sports Day',
    from: 2020,
    day: { month: 10, monday: 2 },
    moved: { 2020: '07-24', 2021: '07-23' },
  },
  { name: '文化の日', en: 'Culture Day', from: 1948, day: { fixed: '11-03' } },
  { name: '勤労感謝の日', en: 'Labour Thanksgiving Day', from: 1948, day: { fixed: '11-23' } },
  { name: '結婚の儀', en: 'Wedding of the Crown Prince', from: 1959, until: 1959, day: { fixed: '04-10' } },
  { name: '大喪の礼', en: 'Funeral of Emperor Showa', from: 1989, until: 1989, day: { fixed: '02-24' } },
  { name: '即位礼正殿の儀', en: 'Enthronement Ceremony', from: 1990, until: 1990, day: { fixed: '11-12' } },
  { name: '結婚の儀', en: 'Wedding of the Crown Prince', from: 1993, until: 1993, day: { fixed: '06-09' } },
  {
    name: '休日（天皇の即位の日）',
    en: 'Accession of the Emperor',
    from: 2019,
    until: 2019,
    day: { fixed: '05-01' },
  },
  {
    name: '休日（即位礼正殿の儀）',
    en: 'Enthronement Ceremony',
    from: 2019,
    until: 2019,
    day: { fixed: '10-22' },
  },
];

/**
 * The day of an equinox: floor(base + 0.242194 × (year − 1980) − trunc((year − leapFrom) / 4)), after 「新こよみ便利帳」
 * (海上保安庁水路部 暦計算研究会編), which gives 1900–2150; 1980–2099 is the part everybody relies on. The official
 * day is announced in the gazette of the February before, so later years are forecasts.
 */
export const equinoxFormulas = [
  { until: 1979, vernal: 20.8357, autumnal: 23.2588, leapFrom: 1983 },
  { until: 2099, vernal: 20.8431, autumnal: 23.2488, leapFrom: 1980 },
  { until: 2150, vernal: 21.851, autumnal: 24.2488, leapFrom: 1980 },
] as const;

/** First day of 振替休日 (3条2項, 昭和48年法律第10号), its present form (平成17年法律第43号), and 国民の休日 (3条3項). */
export const substituteSince = '1973-04-12';
export const substitutePastHolidaysSince = 2007;
export const citizensHolidaySince = '1985-12-27';
