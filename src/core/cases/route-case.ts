/** Which department a new case goes to. Pure. */
import type { Organisation, Procedure } from '#core/definitions';

/**
 * The procedure's department; `@duty` names a duty several departments answer for (each ward office's
 * tax section, say), and then the one of the ward named in the answers, else the first.
 */
export function departmentOf(
  procedure: Procedure,
  organisation: Organisation,
  answers: Record<string, unknown>,
): string {
  if (!procedure.department.startsWith('@')) return procedure.department;
  const duty = procedure.department.slice(1);
  const candidates = organisation.departments.filter((department) => department.duties?.includes(duty));
  const text = JSON.stringify(answers);
  const ward = organisation.wards.find((one) => text.includes(one.name));
  const found =
    candidates.find((department) => ward !== undefined && department.ward === ward.code) ?? candidates[0];
  if (found === undefined) throw new Error(`no department answers for ${procedure.department}`);
  return found.code;
}
