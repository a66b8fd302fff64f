/** A list as its page shows it. */
import type { Desk } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { openList, selectItems, selectPackage } from '#core/retention.server';
import { formatBoth, tokyoDate } from '#kernel/dates';
import { must } from '#platform/http.server';
import { itemState, listState } from './words.ts';

const day = (at: Date | null) => (at === null ? null : formatBoth(tokyoDate(at)));

export type ListPage = Awaited<ReturnType<typeof listPage>>;

export async function listPage(desk: Desk, id: string) {
  const { tx } = desk;
  const list = must(await openList(desk, id));
  const definitions = await definitionsOf(tx, desk.municipality);
  const items = await selectItems(tx, list.id);
  const packed = await selectPackage(tx, list.id);
  const transfers = items.filter((one) => one.action === 'transfer' && one.state !== 'excluded');
  return {
    id: list.id,
    state: listState(list),
    basis: list.basis,
    department: list.department_name ?? list.department,
    proposed: `${day(list.proposed_at)}　${list.proposed_by ?? ''}`,
    first: list.first_at === null ? null : `${day(list.first_at)}　${list.first_by ?? ''}`,
    second: list.second_at === null ? null : `${day(list.second_at)}　${list.second_by ?? ''}`,
    finished: day(list.finished_at),
    proof: list.proof,
    editable: list.first_at === null && list.dropped_at === null,
    droppable: list.second_at === null && list.dropped_at === null,
    waits: list.second_at === null && list.dropped_at === null ? (list.first_at === null ? 1 : 2) : 0,
    transfers: list.second_at === null ? 0 : transfers.filter((one) => one.state === 'listed').length,
    packed: packed && { sha256: packed.sha256, cases: packed.cases, receivedBy: packed.received_by },
    items: items.map((item) => ({
      id: item.case_id,
      number: item.receipt_number,
      procedure:
        definitions.procedure(item.procedure_id, { on: tokyoDate(new Date()) })?.body.title.ja ??
        item.procedure_id,
      closedOn: item.closed_on === null ? '—' : formatBoth(item.closed_on),
      keptTo: item.kept_to === null ? '—' : formatBoth(item.kept_to),
      action: item.action,
      state: itemState(item),
      open: item.state === 'listed',
      reason: item.reason,
    })),
  };
}
