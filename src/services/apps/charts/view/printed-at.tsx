/** On paper only: which records, and when it was printed. */
import { usePrintedAt } from '../../paper/view/use-printed-at.ts';

export function PrintedAt({ filter }: { filter: string }) {
  const at = usePrintedAt();
  return (
    <p className="print-only">
      {filter === '' ? '条件なし（見られるレコードすべて）' : `条件：${filter}`}
      {at !== '' && `　印刷：${at}`}
    </p>
  );
}
