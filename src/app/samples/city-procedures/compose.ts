/** What the procedures of a city may look like: names from a pack's subjects and acts, everything else drawn from the same seed. Pure. */
import { type Channel, type Entry, emptyEntry, type Kind, type Reason, type Volumes } from '#core/inventory';
import { type Draw, drawOf } from '../random.ts';

export interface Source {
  /** Set → its acts: name, reading, kind. */
  acts: Record<string, [name: string, reading: string, kind: Kind][]>;
  subjects: {
    department: string;
    subject: string;
    reading: string;
    set: string;
    law: string;
    words: string[];
  }[];
  /** Names that a full definition speaks of. */
  linked: ReadonlyMap<string, string>;
}

export interface Sample {
  entry: Entry;
  /** The state before the last stock-take, where it was heavier. */
  earlier: Entry | null;
  volumes: Volumes;
}

/** As many as a designated city has. */
export const cityProcedures = 2230;

/** `count` of them; `perSubject`: only the first so many acts of each subject. The same count gives the same procedures. */
export function composeProcedures(
  source: Source,
  {
    count = cityProcedures,
    perSubject = 100,
    year = 2025,
  }: { count?: number; perSubject?: number; year?: number } = {},
): Sample[] {
  const named = source.subjects.flatMap((subject, at) =>
    (source.acts[subject.set] ?? []).slice(0, perSubject).map((act, index) => ({ subject, act, at, index })),
  );
  // What is only talked about is left out first, as in a real stock-take.
  const least = named
    .filter(({ act }) => act[2] === 'consultation' && act[0] !== '')
    .sort((a, b) => drawOf(a.at, 3).part() - drawOf(b.at, 3).part());
  const out = new Set(least.slice(0, Math.max(0, named.length - count)));
  return named
    .filter((one) => !out.has(one))
    .slice(0, count)
    .map(({ subject, act, at, index }) => sampleOf(source, subject, act, at * 20 + index, at, year));
}

function sampleOf(
  { linked }: Source,
  subject: Source['subjects'][number],
  [act, actReading, kind]: Source['acts'][string][number],
  n: number,
  at: number,
  year: number,
): Sample {
  const draw = drawOf(n, 7);
  const name = joined(subject.subject, act);
  const reading =
    name.length < subject.subject.length + act.length
      ? joined(subject.reading, actReading)
      : subject.reading + actReading;
  const real = act === '' ? kindOf(name) : kind;
  const channels = channelsOf(draw, real);
  const online = channels.includes('online') || channels.includes('portal');
  const visit = draw.chance(0.12) ? 'unknown' : draw.chance(online ? 0.2 : 0.75) ? 'needed' : 'notNeeded';
  const reviewed = draw.chance(0.62);
  const weight = { items: draw.int(6, 40), attachments: draw.int(0, 5), steps: draw.int(2, 6) };
  const counted = draw.chance(0.8);
  const entry: Entry = {
    ...emptyEntry,
    code: `${subject.department}-${String(at + 1).padStart(3, '0')}${String((n % 20) + 1).padStart(2, '0')}`,
    definition: linked.get(name) ?? '',
    name,
    reading: draw.chance(0.03) ? '' : reading,
    words: subject.words,
    kind: real,
    department: draw.chance(0.01) ? '' : subject.department,
    law: subject.law,
    // Numbers of articles are for the section to look up; those of the city's own, invented rules may be invented.
    article: subject.law.startsWith('あかつき市') ? `第${draw.int(3, 18)}条` : '',
    agency: 'あかつき市長',
    trigger: triggers[real] ?? '',
    deadline: deadlineOf(draw, real),
    summary: summaries[real].replace('〇', act === '' ? name : subject.subject),
    place: draw.chance(0.5) ? '担当課の窓口' : '各区役所の窓口',
    channels,
    visit,
    visitWhy: visit === 'needed' ? draw.one(visitReasons) : '',
    ...(counted ? weight : {}),
    visits: visit === 'unknown' || !counted ? null : visit === 'needed' ? draw.int(1, 2) : 0,
    days: draw.chance(0.85) ? draw.one([0, 1, 3, 7, 14, 30, 60]) : null,
    plan: online || draw.chance(0.55) ? '' : draw.one(['2027-04-01', '2027-10-01', '2028-04-01']),
    reason: online || draw.chance(0.1) ? '' : draw.one(reasons),
    minutesPaper: draw.chance(0.7) ? draw.int(10, 45) : null,
    minutesOnline: draw.chance(0.7) ? draw.int(3, 15) : null,
    isPublic: draw.chance(0.94),
    reviewedBy: reviewed ? '担当課 係長' : '',
    reviewedOn: reviewed ? '2026-06-30' : '',
  };
  const lighter = counted && draw.chance(0.3);
  const earlier: Entry | null = lighter
    ? {
        ...entry,
        channels: channels.filter((one) => one !== 'online'),
        items: weight.items + draw.int(2, 18),
        attachments: weight.attachments + draw.int(0, 3),
        steps: weight.steps + draw.int(0, 2),
        visits: entry.visits === null ? null : entry.visits + draw.int(0, 1),
      }
    : null;
  return { entry, earlier, volumes: volumesOf(draw, channels, year) };
}

/** 印鑑登録 + 登録申請 is 印鑑登録申請: what ends the one and begins the other is said once. */
function joined(subject: string, act: string): string {
  for (let size = Math.min(subject.length, act.length); size >= 2; size--)
    if (subject.endsWith(act.slice(0, size))) return subject + act.slice(size);
  return subject + act;
}

const kindOf = (name: string): Kind =>
  /証明書.*(請求|交付)/.test(name)
    ? 'certificate-request'
    : /(届|届出|報告|通報)$/.test(name)
      ? 'notification'
      : /申告$/.test(name)
        ? 'declaration'
        : /(相談|相談申込)$/.test(name)
          ? 'consultation'
          : /(申込|申出|提出|登録)$/.test(name)
            ? 'entry'
            : 'application';

function channelsOf(draw: Draw, kind: Kind): Channel[] {
  const channels: Channel[] = [];
  if (draw.chance(0.515)) channels.push('online');
  channels.push('counter');
  if (draw.chance(kind === 'consultation' ? 0.1 : 0.5)) channels.push('post');
  if (kind === 'certificate-request' && draw.chance(0.2)) channels.push('store');
  if (draw.chance(0.08)) channels.push('portal');
  return channels;
}

function volumesOf(draw: Draw, channels: Channel[], newest: number): Volumes {
  if (draw.chance(0.35)) return {};
  const size = Math.round(10 ** (1 + draw.part() * 3));
  const volumes: Volumes = {};
  for (const [back, share] of [0.55, 0.42, 0.3].entries()) {
    const counted: Partial<Record<Channel, number>> = {};
    for (const channel of channels) {
      const part =
        channel === 'online' ? share : channel === 'counter' ? (1 - share) * 0.8 : (1 - share) * 0.15;
      counted[channel] = Math.round(size * part * (0.85 + draw.part() * 0.3));
    }
    volumes[newest - back] = counted;
  }
  return volumes;
}

const reasons: Reason[] = [
  'law',
  'identity',
  'identity',
  'original',
  'payment',
  'partner',
  'system',
  'system',
  'system',
  'few',
];
const visitReasons = [
  '対面での本人確認のため',
  '原本を確かめるため',
  '現金で手数料を払うため',
  '物を受け取るため',
  '面談をするため',
];
const summaries: Record<Kind, string> = {
  application: '〇を受けたいときに申請します。',
  notification: '〇について変わったことを届け出ます。',
  declaration: '〇について必要なことを申告します。',
  'certificate-request': '〇が要るときに請求します。',
  entry: '〇を申し込みます。',
  consultation: '〇について相談します。',
  survey: '〇についてお答えください。',
};
const triggers: Partial<Record<Kind, string>> = {
  application: '利用や支給を受けたいとき',
  notification: '内容が変わったとき',
  'certificate-request': '証明が要るとき',
};

function deadlineOf(draw: Draw, kind: Kind): string {
  if (draw.chance(0.12)) return '';
  if (kind === 'notification')
    return draw.one(['変わった日から14日以内', '変わった日から30日以内', '遅滞なく']);
  if (kind === 'application') return draw.one(['なし', '始める日の14日前まで', '毎年6月30日まで']);
  return 'なし';
}
