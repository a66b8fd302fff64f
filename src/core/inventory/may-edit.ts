/** Who may change an entry: the DX office every one, a department its own. */
import { type StaffActor, staffMay } from '#core/policy';

/** `department` is the code the entry stands under; empty: nobody's, so the DX office's. */
export function mayEditEntry(actor: StaffActor, department: string): boolean {
  if (staffMay(actor, 'catalogue.manage')) return true;
  if (department === '' || !staffMay(actor, 'catalogue.edit')) return false;
  return (
    actor.departments.includes(department) ||
    actor.standsInFor.some((standIn) => standIn.department === department)
  );
}
