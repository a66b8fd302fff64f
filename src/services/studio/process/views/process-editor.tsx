/** The process of an app: diagram and list beside the form of what is chosen; saved by itself like the form of the app. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { conditionFields } from '#core/conditions';
import type { App, RecordProcess, WorkApp } from '#core/definitions';
import { completeFields } from '#core/fields';
import { recordScope } from '#core/forms';
import type { WhoNames } from '#core/policy';
import { ScrollBox } from '#ui/staff';
import type { Picks } from '../../access/people.server.ts';
import { sayAccess } from '../../access/say-access.ts';
import type { WhoWorld } from '../../access/who-list.tsx';
import { begin, reduce } from '../../designer/model/history.ts';
import type { OtherAppInfo, SavedDraft } from '../../designer/model.ts';
import { EditBar, useUndoKeys } from '../../designer/views/edit-bar.tsx';
import { SaveWords } from '../../designer/views/save-words.tsx';
import { useSaving } from '../../designer/views/use-saving.ts';
import { type StudioHeadData, StudioPage } from '../../views/studio-head.tsx';
import { gapsIn, joined, type Said } from '../gaps.ts';
import { emptyProcess, type Picked, type Step } from '../model.ts';
import type { Office } from '../starts.ts';
import { ActForm } from './act-form.tsx';
import { Diagram } from './diagram.tsx';
import { type Editing, EditingContext } from './editing.ts';
import { KeepersForm } from './keepers-form.tsx';
import { Outline } from './outline.tsx';
import { ProblemBar } from './problem-bar.tsx';
import { RouteForm } from './route-form.tsx';
import { StartCards } from './start-cards.tsx';
import { StateForm } from './state-form.tsx';
import { useTrial } from './use-trial.ts';

interface Props {
  head: StudioHeadData;
  saved: SavedDraft;
  names: WhoNames;
  picks: Picks;
  offices: Office[];
  apps: OtherAppInfo[];
}

const processOf = (body: App): RecordProcess | undefined => (body as WorkApp).work.process;
const saidOf = (saved: SavedDraft): Said[] =>
  saved.problems.map(({ path, ja, level }) => ({ path, message: ja, level }));

export function ProcessEditor({ head, saved, names: known, picks, offices, apps }: Props) {
  const [design, dispatch] = useReducer(reduce, null, () => begin(saved.body, 0));
  const [told, setTold] = useState<Said[]>(() => saidOf(saved));
  const [picked, setPicked] = useState<Picked | null>(null);
  const [learnt, setLearnt] = useState<Record<string, string>>({});
  const { body } = design;
  const process = processOf(body);
  const saving = useSaving(body, saved, {
    onSaved(now, ids) {
      setTold(saidOf(now));
      if (ids.size > 0) dispatch({ do: 'ids', ids });
    },
    onKept: (kept) => dispatch({ do: 'take', body: kept, words: '保存されていなかった変更を戻しました。' }),
  });
  const put = (next: RecordProcess | undefined, words: string, merge?: string) =>
    dispatch({
      do: 'edit',
      edit: (now) => {
        const { process: _old, ...rest } = (now as WorkApp).work;
        const work = next === undefined ? rest : { ...rest, process: next };
        return { body: { ...now, work } as App, words, ...(merge === undefined ? {} : { merge }) };
      },
    });
  const step = (make: (process: RecordProcess) => Step) => {
    const made = make(process ?? emptyProcess);
    put(made.process, made.words, made.merge);
    if (made.picked !== undefined) setPicked(made.picked);
  };
  const fields = useMemo(() => completeFields(body.fields), [body.fields]);
  const conditions = useMemo(() => conditionFields(fields, recordScope(fields)), [fields]);
  const issues = useMemo(
    () =>
      process === undefined
        ? []
        : joined(
            gapsIn(process),
            told.filter((one) => one.path.startsWith('work.process')),
          ),
    [process, told],
  );
  const everyName = useNames(known, picks, learnt);
  const world: WhoWorld = {
    appId: head.appId,
    names: everyName,
    say: sayAccess(body, everyName),
    picks,
    personFields: fields
      .filter((one) =>
        ['user', 'assignee', 'created-by', 'updated-by', 'department', 'group'].includes(one.type),
      )
      .map((one) => ({ code: one.code, label: one.label.ja })),
    seats: {
      departmentFields: fields
        .filter((one) => one.type === 'department')
        .map((one) => ({ code: one.code, label: one.label.ja })),
    },
    learn: (id, name) => setLearnt((before) => ({ ...before, [id]: name })),
  };
  const shown = usePickedPart(picked);
  const editing: Editing = {
    process: process ?? emptyProcess,
    fields,
    conditions,
    world,
    apps,
    templates: ((body as WorkApp).work.documents ?? []).map(({ id, title }) => ({ id, title: title.ja })),
    trial: useTrial(body, fields),
    issues,
    picked,
    pick: shown.by(setPicked),
    step,
    say: (words) => dispatch({ do: 'say', words }),
  };
  useUndoKeys('流れ', dispatch);
  return (
    <EditingContext.Provider value={editing}>
      <StudioPage
        head={head}
        tab="process"
        wide
        errors={issues.filter((one) => one.level !== 'warning').length}
        changed={saving.begun}
        state={<SaveWords state={saving.state} onRetry={saving.now} />}
      >
        <EditBar
          design={design}
          dispatch={dispatch}
          saving={saving}
          onTheirs={(theirs) => setTold(saidOf(theirs))}
        >
          {process !== undefined && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                put(undefined, '流れをなくしました。記録に状態がなくなります。');
                setPicked(null);
              }}
            >
              流れをなくす
            </button>
          )}
        </EditBar>
        {process === undefined ? (
          <StartCards
            fields={fields}
            offices={offices}
            begin={(next, words) => {
              put(next, words);
              const route = next.routes[0];
              setPicked(route === undefined ? null : { kind: 'route', id: route.id });
            }}
          />
        ) : (
          <>
            <ProblemBar issues={issues} process={process} pick={editing.pick} />
            <ScrollBox label="状態の図">
              <Diagram />
            </ScrollBox>
            <p className="quiet process-hint">
              状態の端の丸を、次の状態まで引くと操作ができます。キーボードでは、矢印で移り、Enterで選び、Cでつなぎ、Deleteで消します。
            </p>
            <div className="process-body">
              <Outline />
              <div className="process-side" ref={shown.side}>
                <PartOf picked={picked} process={process} />
              </div>
            </div>
          </>
        )}
      </StudioPage>
    </EditingContext.Provider>
  );
}

function PartOf({ picked, process }: { picked: Picked | null; process: RecordProcess }) {
  const at = (all: readonly { id: string }[]) =>
    all.findIndex((one) => picked !== null && 'id' in picked && one.id === picked.id);
  const index =
    picked === null || picked.kind === 'keepers'
      ? -1
      : at({ state: process.states, act: process.acts, route: process.routes }[picked.kind]);
  if (picked?.kind === 'keepers') return <KeepersForm keepers={process.keepers} />;
  if (picked === null || index === -1)
    return <p className="quiet">図か一覧で、状態・操作・経路を選ぶと、ここで設定できます。</p>;
  const key = `${picked.kind}-${picked.id}`;
  if (picked.kind === 'state') return <StateForm key={key} state={process.states[index]!} index={index} />;
  if (picked.kind === 'act') return <ActForm key={key} act={process.acts[index]!} index={index} />;
  return <RouteForm key={key} route={process.routes[index]!} index={index} />;
}

/** Where the form stands below the list, choosing leads the eye and the focus to it. */
function usePickedPart(picked: Picked | null) {
  const side = useRef<HTMLDivElement>(null);
  const lead = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen is what is waited for
  useEffect(() => {
    if (!lead.current) return;
    lead.current = false;
    const box = side.current;
    if (box === null || matchMedia('(min-width: 64.0625rem)').matches) return;
    box.querySelector<HTMLElement>('#process-part')?.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'start' });
  }, [picked]);
  return {
    side,
    by: (set: (picked: Picked | null) => void) => (next: Picked | null) => {
      lead.current = true;
      set(next);
    },
  };
}

function useNames(known: WhoNames, picks: Picks, learnt: Record<string, string>): WhoNames {
  return useMemo(
    () => ({
      ...known,
      staff: { ...known.staff, ...learnt },
      departments: {
        ...Object.fromEntries(picks.departments.map((one) => [one.code, one.name.trim()])),
        ...known.departments,
      },
      groups: { ...Object.fromEntries(picks.groups.map((one) => [one.id, one.name])), ...known.groups },
    }),
    [known, picks, learnt],
  );
}
