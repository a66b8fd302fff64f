/** What a field leaves behind when it is taken away: nothing that names it in a list. Pure. */
import type { App } from '#core/definitions';

type Process = NonNullable<NonNullable<App['work']>['process']>;

/** Off every list that named it: columns, keys, what a state lets change and what an act wants filled in. */
export function unlisted(body: App, code: string): App {
  const keep = (codes: readonly string[] | undefined) => (codes ?? []).filter((one) => one !== code);
  const { work } = body;
  const lists = { ...body, summary: keep(body.summary) };
  if (work === undefined) return lists;
  const title = keep(work.title);
  return {
    ...lists,
    work: {
      ...work,
      title: title.length === 0 && body.fields[0] !== undefined ? [body.fields[0].code] : title,
      unique: (work.unique ?? []).filter((codes) => !codes.includes(code)),
      views: (work.views ?? []).map((view) =>
        view.kind !== 'table'
          ? view
          : {
              ...view,
              columns: keep(view.columns),
              sort: view.sort.filter((one) => one.field !== code),
              totals: view.totals.filter((one) => one.field !== code),
            },
      ),
      ...(work.process === undefined ? {} : { process: withoutField(work.process, code) }),
    },
  };
}

/** Conditions and effects that say it are shown as wrong: only the person knows what they meant. */
function withoutField(process: Process, code: string): Process {
  const keep = (codes: readonly string[] | undefined) => codes?.filter((one) => one !== code);
  return {
    ...process,
    states: process.states.map((state) => ({ ...state, editable: keep(state.editable) })),
    acts: process.acts?.map((act) => ({ ...act, require: keep(act.require) })),
  } as Process;
}
