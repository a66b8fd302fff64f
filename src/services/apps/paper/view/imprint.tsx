/** At the foot of every sheet: who printed it and when. A sheet that lies about leads back to somebody. */
import { useStaffSite } from '#ui/staff';
import { usePrintedAt } from './use-printed-at.ts';

export function Imprint({ columns, of }: { columns: number; of: string }) {
  const { me, city } = useStaffSite();
  const at = usePrintedAt();
  return (
    <tfoot className="paper-foot">
      <tr>
        <td colSpan={columns}>
          <span>
            {city}　{of}
          </span>
          <span>
            印刷：{at}　{me?.department}　{me?.name}
          </span>
        </td>
      </tr>
    </tfoot>
  );
}
