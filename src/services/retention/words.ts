/** Words of this room. */
import type { ItemRow, ListRow } from '#core/retention.server';

export const listState = (
  list: Pick<ListRow, 'dropped_at' | 'finished_at' | 'first_at' | 'second_at'>,
): string =>
  list.dropped_at !== null
    ? '取下げ'
    : list.finished_at !== null
      ? '実施済み'
      : list.second_at !== null
        ? '実施中'
        : list.first_at !== null
          ? '文書管理者の承認待ち'
          : '所属長の承認待ち';

export const itemState = (item: Pick<ItemRow, 'state' | 'action'>): string =>
  item.state === 'excluded'
    ? '外した'
    : item.state === 'done'
      ? item.action === 'transfer'
        ? '移管済み'
        : '廃棄済み'
      : item.state === 'handedOver'
        ? '引渡し済み'
        : item.action === 'transfer'
          ? '移管する'
          : '廃棄する';
