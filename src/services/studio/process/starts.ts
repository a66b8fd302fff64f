/** Processes to begin with: one step, two steps, by amount. What they ask is little; everything can be changed afterwards. Pure. */
import type { RecordProcess, Seat } from '#core/definitions';

export const startKinds = ['one-step', 'two-steps', 'by-amount', 'states'] as const;
export type StartKind = (typeof startKinds)[number];

export const startWords: Readonly<Record<StartKind, { title: string; about: string }>> = {
  'one-step': {
    title: '一段階',
    about: '起案すると、一人が決裁します。差し戻されたら、直してもう一度起案します。',
  },
  'two-steps': {
    title: '二段階',
    about: '起案すると、係長などが承認し、課長などが決裁します。',
  },
  'by-amount': {
    title: '金額で分かれる',
    about: '少額は専決、それより大きいものは承認を経て決裁。金額の項目で経路が決まります。',
  },
  states: {
    title: '決裁のない流れ',
    about: '「受付 → 対応中 → 完了」のように、状態だけを進めます。',
  },
};

/** Offices of the department the app belongs to, the highest first. */
export interface Office {
  department: string;
  position: string;
}

export interface StartAnswers {
  offices: readonly Office[];
  /** Of the route for small amounts: `金額`, and up to where. */
  amount?: { field: string; below: number };
}

/** Offices of one's own section where there are any; else by the organisation chart, seen from whoever drafts. */
function leaders(offices: readonly Office[]): { first: Seat; last: Seat } {
  const [top, second] = offices;
  const head = (up: number): Seat => ({ head: 'drafter', up });
  if (top === undefined) return { first: head(0), last: head(1) };
  return second === undefined
    ? { first: head(0), last: { ...top } }
    : { first: { ...second }, last: { ...top } };
}

export function startProcess(kind: StartKind, { offices, amount }: StartAnswers): RecordProcess {
  if (kind === 'states') return onlyStates();
  const { first, last } = leaders(offices);
  const approve = {
    id: 'check',
    title: { ja: '承認' },
    kind: 'approve' as const,
    seats: [first],
    needs: 'all' as const,
  };
  const decide = (seat: Seat) => ({
    id: 'decide',
    title: { ja: '決裁' },
    kind: 'decide' as const,
    seats: [seat],
    needs: 'all' as const,
  });
  const route = (id: string, title: string, steps: RecordProcess['routes'][number]['steps']) => ({
    id,
    title: { ja: title },
    delegated: false,
    steps,
  });
  if (kind === 'one-step') return around([route('one', '一段階', [decide(last)])]);
  if (kind === 'two-steps' || amount === undefined)
    return around([route('two', '二段階', [approve, decide(last)])]);
  return around([
    {
      ...route('small', `${amount.below.toLocaleString('ja-JP')}未満`, [decide(first)]),
      when: `${amount.field} < ${amount.below}`,
      delegated: true,
    },
    route('usual', `${amount.below.toLocaleString('ja-JP')}以上`, [approve, decide(last)]),
  ]);
}

const state = (
  id: string,
  ja: string,
  kind: RecordProcess['states'][number]['kind'],
): RecordProcess['states'][number] => ({ id, title: { ja }, kind, editable: [], assign: [], effects: [] });

const act = (
  id: string,
  ja: string,
  from: string[],
  to: string,
  who: Seat[],
): RecordProcess['acts'][number] => ({
  id,
  title: { ja },
  from,
  to,
  who,
  require: [],
  note: 'optional',
  effects: [],
});

function around(routes: RecordProcess['routes']): RecordProcess {
  return {
    states: [
      state('draft', '下書き', 'open'),
      {
        ...state('circulating', '回議中', 'approval'),
        approval: {
          routes: routes.map((one) => one.id),
          decided: 'decided',
          sentBack: 'returned',
          dropped: 'dropped',
        },
      },
      state('returned', '差し戻し', 'open'),
      state('decided', '決裁済', 'end'),
      state('dropped', '廃案', 'end'),
    ],
    acts: [act('propose', '起案する', ['draft', 'returned'], 'circulating', [{ drafter: true }])],
    routes,
    keepers: [],
  };
}

function onlyStates(): RecordProcess {
  const anybody: Seat[] = [{ everyone: true }];
  return {
    states: [
      state('received', '受付', 'open'),
      state('working', '対応中', 'open'),
      state('done', '完了', 'end'),
    ],
    acts: [
      act('begin', '対応を始める', ['received'], 'working', anybody),
      act('finish', '完了にする', ['working'], 'done', anybody),
    ],
    routes: [],
    keepers: [],
  };
}
