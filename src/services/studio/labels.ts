/** Words for what apps are made of. */
import type { View } from '#core/definitions';

export const viewWords: Record<View['kind'], string> = { table: '一覧', pivot: '集計表', chart: 'グラフ' };
