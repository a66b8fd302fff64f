/** What is wrong with a route of 決裁: it needs one step that decides, last and always there. Pure. */
import type { ApprovalRoute } from '#core/definitions';
import type { Reader } from './process-reader.ts';

export function checkRoute(route: ApprovalRoute, at: string, reader: Reader): void {
  const name = `決裁経路「${route.title.ja}」`;
  reader.condition(route.when, `${at}.when`, name);
  checkDecider(route, at, name, reader);
  const ids = route.steps.map((step) => step.id);
  for (const [index, step] of route.steps.entries()) {
    const here = `${at}.steps[${index}]`;
    const its = `${name}の「${step.title.ja}」`;
    if (ids.indexOf(step.id) !== index)
      reader.add(
        `${here}.id`,
        `${its}の id「${step.id}」が二度あります。`,
        `The id ${step.id} is used twice.`,
      );
    reader.condition(step.when, `${here}.when`, its);
    reader.seats(step.seats, `${here}.seats`, its, step.kind === 'inform' ? 'asked' : 'seat');
    reader.seats(step.deadline?.escalate ?? [], `${here}.deadline.escalate`, its, 'asked');
    // A field may name several: how many seats there will be is known only when it is drafted.
    const open = step.seats.some((rule) => 'field' in rule || ('head' in rule && rule.head !== 'drafter'));
    if (typeof step.needs === 'number' && step.needs > step.seats.length && !open)
      reader.add(
        `${here}.needs`,
        `${its}は${step.needs}人を待ちますが、回議先は${step.seats.length}つです。`,
        'More are needed than are asked.',
      );
  }
}

function checkDecider(route: ApprovalRoute, at: string, name: string, reader: Reader): void {
  const acting = route.steps.filter((step) => step.kind !== 'inform');
  const deciding = acting.filter((step) => step.kind === 'decide');
  const [decider] = deciding;
  if (decider === undefined)
    reader.add(
      `${at}.steps`,
      `${name}に決裁する段階がありません。最後の段階を「決裁」にしてください。`,
      'Nobody decides on this route: make the last step one that decides.',
    );
  else if (deciding.length > 1 || acting.at(-1) !== decider)
    reader.add(
      `${at}.steps`,
      `${name}では、決裁する段階は一つだけで、供覧のほかの段階の最後に置きます。`,
      'One step decides, and it is the last that is not for information.',
    );
  if (decider?.when !== undefined)
    reader.add(
      `${at}.steps[${route.steps.indexOf(decider)}].when`,
      `${name}の決裁する段階に条件は付けられません。条件で分けるときは、経路を分けてください。`,
      'The deciding step is always there: for other deciders make another route.',
    );
}
