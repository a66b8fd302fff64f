/** What is wrong with the process of a work app: names that lead nowhere, and ways from which nothing leads on. Pure. */
import type { App, RecordProcess, WorkApp } from '#core/definitions';
import { checkEffects } from './check-effects.ts';
import { checkRoute } from './check-routes.ts';
import type { AppProblem } from './model.ts';
import { type Reader, readerOf } from './process-reader.ts';

export function checkProcess(app: WorkApp, findApp: (id: string) => App | undefined): AppProblem[] {
  const { process } = app.work;
  if (process === undefined) return [];
  const reader = readerOf(app);
  checkStates(process, reader);
  checkWays(process, reader);
  for (const [index, act] of (process.acts ?? []).entries()) {
    const at = `work.process.acts[${index}]`;
    const name = `操作「${act.title.ja}」`;
    for (const [position, code] of (act.require ?? []).entries())
      reader.field(code, `${at}.require[${position}]`, name);
    reader.condition(act.when, `${at}.when`, name);
    reader.seats(act.who, `${at}.who`, name, 'act');
  }
  for (const [index, route] of (process.routes ?? []).entries())
    checkRoute(route, `work.process.routes[${index}]`, reader);
  for (const [index, who] of (process.keepers ?? []).entries())
    if ('field' in who)
      reader.add(
        `work.process.keepers[${index}]`,
        '決裁の管理者は、項目では決められません。人・職・グループで決めてください。',
        'Keepers are people, offices or groups, never a field of a record.',
      );
  checkEffects(app, process, reader, findApp);
  return reader.problems;
}

function twice(ids: readonly string[], at: string, what: string, reader: Reader): void {
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) !== index)
      reader.add(
        `${at}[${index}].id`,
        `${what}の id「${id}」が二度あります。別の名前にしてください。`,
        `The id ${id} is used twice.`,
      );
}

function checkStates(process: RecordProcess, reader: Reader): void {
  const routes = process.routes ?? [];
  twice(
    process.states.map((one) => one.id),
    'work.process.states',
    '状態',
    reader,
  );
  twice(
    (process.acts ?? []).map((one) => one.id),
    'work.process.acts',
    '操作',
    reader,
  );
  twice(
    routes.map((one) => one.id),
    'work.process.routes',
    '決裁経路',
    reader,
  );
  for (const [index, state] of process.states.entries()) {
    const at = `work.process.states[${index}]`;
    const name = `状態「${state.title.ja}」`;
    const approves = state.kind === 'approval';
    for (const [position, code] of (state.editable ?? []).entries())
      reader.field(code, `${at}.editable[${position}]`, name);
    reader.seats(state.assign ?? [], `${at}.assign`, name, 'asked');
    reader.seats(state.deadline?.escalate ?? [], `${at}.deadline.escalate`, name, 'asked');
    if (approves !== (state.approval !== undefined))
      reader.add(
        at,
        approves
          ? `${name}に決裁経路がありません。経路と、決裁・差戻し・廃案のあとの状態を決めてください。`
          : `${name}は決裁の状態ではないのに、決裁経路があります。`,
        'A state has an approval exactly when its kind is approval.',
      );
    if (approves && state.lock === 'open')
      reader.add(
        `${at}.lock`,
        `${name}では、決裁の途中で内容が変わってしまいます。「追加だけ」か「変更できない」を選んでください。`,
        'While an approval runs the record cannot be open to every change.',
      );
    if (state.approval === undefined) continue;
    for (const key of ['decided', 'sentBack', 'dropped'] as const) {
      const to = process.states.find((one) => one.id === state.approval?.[key]);
      if (to === undefined)
        reader.add(
          `${at}.approval.${key}`,
          `${name}から進む先の状態「${state.approval[key]}」がありません。`,
          `There is no state ${state.approval[key]}.`,
        );
      else if (to.kind === 'approval')
        reader.add(
          `${at}.approval.${key}`,
          `${name}から、起案をせずに決裁の状態「${to.title.ja}」へ進むことはできません。`,
          'An approval begins by drafting: no result leads straight into another one.',
        );
    }
    checkChoice(state.approval.routes, routes, `${at}.approval.routes`, name, reader);
  }
}

/** The first route that fits is taken: one without a condition ends the choice. */
function checkChoice(
  ids: readonly string[],
  routes: NonNullable<RecordProcess['routes']>,
  at: string,
  name: string,
  reader: Reader,
): void {
  const found = ids.map((id, index) => {
    const route = routes.find((one) => one.id === id);
    if (route === undefined)
      reader.add(`${at}[${index}]`, `${name}の決裁経路「${id}」がありません。`, `There is no route ${id}.`);
    return route;
  });
  const last = found.findIndex((one) => one !== undefined && one.when === undefined);
  if (last === -1 && !found.includes(undefined))
    reader.warn(
      at,
      `${name}の決裁経路は、どれにも条件があります。どの条件にも合わないレコードは起案できません。`,
      'Every route has a condition: records that fit none cannot be drafted.',
    );
  if (last !== -1 && last < ids.length - 1)
    reader.warn(
      `${at}[${last + 1}]`,
      `${name}では、条件のない経路「${found[last]?.title.ja}」より後の経路は選ばれません。`,
      'Routes after the one without a condition are never taken.',
    );
}

/** From every state something leads on, and to every state something leads. */
function checkWays(process: RecordProcess, reader: Reader): void {
  const states = new Map(process.states.map((one) => [one.id, one]));
  const leads = new Map<string, Set<string>>(process.states.map((one) => [one.id, new Set()]));
  for (const [index, act] of (process.acts ?? []).entries()) {
    const at = `work.process.acts[${index}]`;
    const name = `操作「${act.title.ja}」`;
    if (!states.has(act.to))
      reader.add(
        `${at}.to`,
        `${name}の行き先の状態「${act.to}」がありません。`,
        `There is no state ${act.to}.`,
      );
    for (const [position, from] of act.from.entries()) {
      if (!states.has(from))
        reader.add(
          `${at}.from[${position}]`,
          `${name}の元の状態「${from}」がありません。`,
          `There is no state ${from}.`,
        );
      else if (states.get(from)?.kind === 'approval')
        reader.add(
          `${at}.from[${position}]`,
          `決裁中の状態「${states.get(from)?.title.ja}」からは、決裁・差戻し・引戻し・廃案でだけ進みます。${name}は使えません。`,
          'Nothing but its approval leads out of a state of approval.',
        );
      else leads.get(from)?.add(act.to);
    }
  }
  for (const { id, approval } of process.states)
    if (approval !== undefined)
      for (const to of [approval.decided, approval.sentBack, approval.dropped]) leads.get(id)?.add(to);
  const [first] = process.states;
  if (first?.kind === 'approval')
    reader.add(
      'work.process.states[0]',
      '最初の状態を決裁の状態にすることはできません。起案する前の状態を先に置いてください。',
      'Records cannot begin in a state of approval: nobody has drafted yet.',
    );
  const reached = new Set(first === undefined ? [] : [first.id]);
  for (const id of reached) for (const to of leads.get(id) ?? []) reached.add(to);
  for (const [index, state] of process.states.entries()) {
    const at = `work.process.states[${index}]`;
    if (state.kind !== 'end' && leads.get(state.id)?.size === 0)
      reader.add(
        at,
        `状態「${state.title.ja}」から先へ進む操作がありません。操作を加えるか、「終わり」の状態にしてください。`,
        `Nothing leads out of the state ${state.id}: add an act, or make it an end.`,
      );
    if (!reached.has(state.id))
      reader.warn(
        at,
        `状態「${state.title.ja}」には、どこからも来られません。`,
        `Nothing leads to the state ${state.id}.`,
      );
  }
}
