/** The inbox's address and what it asks for, both ways. Pure; anything odd in an address is left out. */
import { type CaseState, caseStates, finalStates, openStates } from '#core/process';
import { addDays } from '#kernel/dates';

export const channelLabels = { online: 'オンライン', counter: '窓口', phone: '電話', post: '郵送' } as const;
export type Channel = keyof typeof channelLabels;

export const sorts = { due: '期限が近い順', arrived: '新しい順', changed: '最近動いた順' } as const;
export type Sort = keyof typeof sorts;
export const dueChoices = { late: '期限超過', today: '今日まで', week: '7日以内' } as const;
export type DueChoice = keyof typeof dueChoices;

export interface InboxFilter {
  /** `open` is every state in which something is still to be done, `finished` what only waits to be closed. */
  state: CaseState | 'open' | 'finished' | 'all';
  procedure: string;
  /** `me`, `none` or a post. */
  assignee: string;
  channel: Channel | '';
  due: DueChoice | '';
  department: string;
  q: string;
  sort: Sort;
}

export const plainFilter: InboxFilter = {
  state: 'open',
  procedure: '',
  assignee: '',
  channel: '',
  due: '',
  department: '',
  q: '',
  sort: 'due',
};

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const oneOf = <T extends string>(text: string | null, known: readonly T[], other: T): T =>
  known.find((one) => one === text) ?? other;

export function readFilter(search: URLSearchParams): InboxFilter {
  const word = (name: string, pattern: RegExp) =>
    pattern.test(search.get(name) ?? '') ? search.get(name)! : '';
  return {
    state: oneOf(search.get('state'), ['open', 'finished', 'all', ...caseStates] as const, 'open'),
    procedure: word('procedure', /^[a-z][a-z0-9-]{1,60}$/),
    assignee: word('assignee', new RegExp(`^(me|none|${uuid})$`)),
    channel: oneOf<Channel | ''>(search.get('channel'), Object.keys(channelLabels) as Channel[], ''),
    due: oneOf<DueChoice | ''>(search.get('due'), Object.keys(dueChoices) as DueChoice[], ''),
    department: word('department', /^[0-9A-Z-]{2,16}$/),
    q: (search.get('q') ?? '').slice(0, 80),
    sort: oneOf(search.get('sort'), Object.keys(sorts) as Sort[], 'due'),
  };
}

/** What differs from the plain list, for addresses and saved filters. */
export function filterParams(filter: InboxFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([name, value]) => value !== '' && value !== plainFilter[name as keyof InboxFilter],
    ),
  );
}

export interface Cursor {
  key: string;
  id: string;
}

/** `20261130.<uuid>` */
export function readCursor(text: string | null): Cursor | undefined {
  const match = new RegExp(`^([0-9]{8,20})\\.(${uuid})$`).exec(text ?? '');
  return match === null ? undefined : { key: match[1]!, id: match[2]! };
}

export const writeCursor = (cursor: Cursor): string => `${cursor.key}.${cursor.id}`;

export interface CoreQuery {
  states?: CaseState[];
  departments?: string[];
  procedureId?: string;
  assigneePostId?: string;
  unassigned?: boolean;
  channel?: Channel;
  dueBy?: string;
  search?: string;
  sort: Sort;
}

export function coreQuery(filter: InboxFilter, today: string, postId: string | null): CoreQuery {
  const groups = {
    open: openStates,
    finished: finalStates.filter((state) => state !== 'closed'),
    all: caseStates,
  };
  return {
    states:
      filter.state in groups ? [...groups[filter.state as keyof typeof groups]] : [filter.state as CaseState],
    departments: filter.department === '' ? undefined : [filter.department],
    procedureId: filter.procedure || undefined,
    assigneePostId:
      filter.assignee === 'me'
        ? (postId ?? undefined)
        : filter.assignee === 'none'
          ? undefined
          : filter.assignee || undefined,
    unassigned: filter.assignee === 'none' || undefined,
    channel: filter.channel || undefined,
    dueBy: filter.due === '' ? undefined : addDays(today, { late: -1, today: 0, week: 7 }[filter.due]),
    search: filter.q.trim() || undefined,
    sort: filter.sort,
  };
}
