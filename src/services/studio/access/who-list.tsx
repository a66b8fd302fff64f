/** Whom a rule means: those chosen, each with a button to take it out, and a small form to add one. */
import { useId, useRef, useState } from 'react';
import type { Seat, Who } from '#core/definitions';
import { roleWords, type WhoNames } from '#core/policy';
import { href, staffPaths } from '#ui/paths';
import { ChipList, Glyph, useStaffSite } from '#ui/staff';
import { seatText } from '../process/seat-words.ts';
import type { Picks } from './people.server.ts';
import type { Say } from './say-access.ts';

export interface WhoWorld {
  appId: string;
  names: WhoNames;
  say: Say;
  picks: Picks;
  /** Fields that name somebody. */
  personFields: { code: string; label: string }[];
  /** Seats of a process: who drafted, who acted before, heads by the organisation chart; with fields that name a department. */
  seats?: { departmentFields: { code: string; label: string }[] };
  /** Remembers the name of somebody who was just found. */
  learn(id: string, name: string): void;
}

interface Props<S extends Seat> {
  label: string;
  who: readonly S[];
  /** Offers `seats` only to a list that can hold them. */
  world: WhoWorld;
  error?: string | undefined;
  id: string;
  put(who: S[]): void;
}

const kinds = {
  department: '所属',
  position: '職（課長など）',
  user: '職員を名前で',
  group: '職員グループ',
  role: '役割',
  field: 'レコードの項目に入っている人',
  everyone: '全職員',
} as const;
const seatKinds = {
  drafter: '起案した人（起案の前は、記録を作った人）',
  head: '所属の長（組織図から）',
  previous: 'ひとつ前の操作をした人',
} as const;
type Kind = keyof typeof kinds | keyof typeof seatKinds;

export function WhoList<S extends Seat = Who>({ label, who, world, error, id, put }: Props<S>) {
  const [open, setOpen] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const add = (one: Seat) => {
    if (!who.some((each) => JSON.stringify(each) === JSON.stringify(one))) put([...who, one as S]);
    setOpen(false);
    adder.current?.focus();
  };
  return (
    <ChipList
      id={id}
      label={label}
      error={error}
      chips={who.map((one) => ({ key: JSON.stringify(one), text: seatText(one, world.names) }))}
      remove={(chip) => {
        put(who.filter((one) => JSON.stringify(one) !== chip.key));
        adder.current?.focus();
      }}
      adder={
        <button
          type="button"
          ref={adder}
          className="button button-quiet"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Glyph name="add" />
          加える
        </button>
      }
    >
      {open && <AddWho world={world} add={add} close={() => setOpen(false)} />}
    </ChipList>
  );
}

function AddWho({ world, add, close }: { world: WhoWorld; add(who: Seat): void; close(): void }) {
  const id = useId();
  const [kind, setKind] = useState<Kind>(world.seats === undefined ? 'department' : 'position');
  const [whose, setWhose] = useState('');
  const [up, setUp] = useState(0);
  const [department, setDepartment] = useState(world.picks.departments[0]?.code ?? '');
  const [below, setBelow] = useState(true);
  const [position, setPosition] = useState(world.picks.positions[0] ?? '');
  const [within, setWithin] = useState('');
  const [chosen, setChosen] = useState('');
  const first = (list: readonly string[]) => (list.includes(chosen) ? chosen : (list[0] ?? ''));
  const made = (): Seat | null => {
    if (kind === 'everyone') return { everyone: true };
    if (kind === 'drafter') return { drafter: true };
    if (kind === 'previous') return { previous: true };
    if (kind === 'head') return { head: whose === '' ? 'drafter' : { field: whose }, up };
    if (kind === 'department') return department === '' ? null : { department, below };
    if (kind === 'position') {
      if (position === '') return null;
      return within === '' ? { position } : { position, department: within };
    }
    if (kind === 'role') return { role: first(Object.keys(roleWords)) as keyof typeof roleWords };
    const value = first(
      kind === 'group' ? world.picks.groups.map((one) => one.id) : world.personFields.map((one) => one.code),
    );
    if (value === '') return null;
    return kind === 'group' ? { group: value } : { field: value };
  };
  const options = (
    list: readonly (readonly [string, string])[],
    value: string,
    set: (value: string) => void,
    name: string,
  ) => (
    <label className="who-part">
      <span>{name}</span>
      <select value={value} onChange={(event) => set(event.target.value)}>
        {list.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const departments = world.picks.departments.map((one) => [one.code, one.name] as const);
  const one = made();
  return (
    <fieldset
      className="who-add"
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') close();
        // Enter in here adds, and does not save the page.
        if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'SELECT') {
          event.preventDefault();
          if (one !== null) add(one);
        }
      }}
    >
      <legend className="visually-hidden">加える人</legend>
      {options(
        Object.entries(world.seats === undefined ? kinds : { ...seatKinds, ...kinds }),
        kind,
        (value) => setKind(value as Kind),
        'だれを',
      )}
      {kind === 'head' && (
        <>
          {options(
            [
              ['', '起案した人の所属'],
              ...(world.seats?.departmentFields ?? []).map(
                (field) => [field.code, `項目「${field.label}」の所属`] as const,
              ),
            ],
            whose,
            setWhose,
            'どの所属の',
          )}
          {options(
            [
              ['0', 'その所属の長'],
              ['1', 'ひとつ上の所属の長'],
              ['2', 'ふたつ上の所属の長'],
              ['3', '三つ上の所属の長'],
            ],
            String(up),
            (value) => setUp(Number(value)),
            'どの長',
          )}
        </>
      )}
      {kind === 'department' && (
        <>
          {options(departments, department, setDepartment, '所属')}
          <label className="choice">
            <input type="checkbox" checked={below} onChange={(event) => setBelow(event.target.checked)} />{' '}
            下の所属も含める
          </label>
        </>
      )}
      {kind === 'position' && (
        <>
          {options(
            world.picks.positions.map((name) => [name, name]),
            position,
            setPosition,
            '職',
          )}
          {options([['', 'どの所属でも'], ...departments], within, setWithin, 'どこの')}
        </>
      )}
      {kind === 'role' &&
        options(Object.entries(roleWords), first(Object.keys(roleWords)), setChosen, '役割')}
      {kind === 'group' &&
        (world.picks.groups.length === 0 ? (
          <p className="quiet">
            職員グループはまだありません。<a href={staffPaths.groups}>「職員グループ」</a>で作れます。
          </p>
        ) : (
          options(
            world.picks.groups.map((group) => [group.id, group.name]),
            first(world.picks.groups.map((group) => group.id)),
            setChosen,
            'グループ',
          )
        ))}
      {kind === 'field' &&
        (world.personFields.length === 0 ? (
          <p className="quiet">職員・所属・グループ・作成者などの項目が、フォームにまだありません。</p>
        ) : (
          options(
            world.personFields.map((field) => [field.code, field.label]),
            first(world.personFields.map((field) => field.code)),
            setChosen,
            '項目',
          )
        ))}
      {kind === 'user' ? (
        <FindPerson world={world} id={id} add={add} />
      ) : (
        <button
          type="button"
          className="button button-plain"
          disabled={one === null}
          onClick={() => one && add(one)}
        >
          加える
        </button>
      )}
    </fieldset>
  );
}

/** Searched by POST: names do not stand in addresses. */
export function FindPerson({
  world,
  id,
  add,
}: {
  world: Pick<WhoWorld, 'appId' | 'learn'>;
  id: string;
  add(who: { user: string }, label: string): void;
}) {
  const { csrf } = useStaffSite();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<{ value: string; label: string; detail?: string }[] | null>(null);
  const [failed, setFailed] = useState(false);
  const turn = useRef(0);
  const search = async () => {
    const mine = ++turn.current;
    const body = new FormData();
    body.set(csrf.name, csrf.value ?? '');
    body.set('words', words);
    const answer = await fetch(href(staffPaths.studioAccessPeople, { app: world.appId }), {
      method: 'POST',
      body,
    }).catch(() => null);
    const read = answer?.ok ? ((await answer.json()) as { found?: typeof found }) : null;
    if (mine !== turn.current) return;
    setFailed(read === null);
    setFound(read?.found ?? []);
  };
  return (
    <div className="who-find">
      <label className="who-part" htmlFor={`${id}-words`}>
        <span>名前・よみ・ログイン名</span>
        <input
          id={`${id}-words`}
          type="search"
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            void search();
          }}
        />
      </label>
      <button type="button" className="button button-plain" onClick={() => void search()}>
        探す
      </button>
      <div role="status" className="who-found">
        {failed && <p className="error">探せませんでした。もう一度お試しください。</p>}
        {!failed && found?.length === 0 && <p className="quiet">見つかりませんでした。</p>}
        {found?.map((one) => (
          <button
            key={one.value}
            type="button"
            className="button button-quiet"
            onClick={() => {
              world.learn(one.value, one.label);
              add({ user: one.value }, one.label);
            }}
          >
            {one.label}
            {one.detail && <span className="quiet">　{one.detail}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
