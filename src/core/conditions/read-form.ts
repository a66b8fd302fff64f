/** What a form with a condition builder posted. */
import type { Issue } from '#kernel/errors';

/** The control beside the formula that says how many parts are not filled in. */
export const openPart = 'open';

/** `formula` is empty where nothing is asked. A condition with open parts is refused: left out, they would let more through. */
export function readCondition(
  form: { get(name: string): unknown },
  name: string,
): { formula: string; issues: Issue[] } {
  const formula = form.get(name);
  const open = Number(form.get(`${name}.${openPart}`) ?? 0);
  const issues =
    open > 0
      ? [
          {
            path: name,
            message: '条件に、まだ入れていないところがあります。入れるか、その条件を消してください。',
          },
        ]
      : [];
  return { formula: typeof formula === 'string' ? formula.trim() : '', issues };
}
