/** What is said with an act: kept for good, and shown to everybody who sees the record. Pure. */
import { fail, ok, type Result } from '#kernel/result';
import { checkCharacters, normaliseTyped } from '#kernel/text';

export const longestNote = 2000;

/** As typed, without marks that nobody sees and that mislead; else why it cannot be kept. */
export function readNote(typed: string): Result<string> {
  const refused = (message: string) => fail('invalid', undefined, [{ path: 'note', message }]);
  // Before any work on it: what is far too long is no note.
  const note = typed.length > longestNote * 10 ? null : normaliseTyped(typed);
  if (note === null || note.length > longestNote)
    return refused(`${longestNote}文字以内で入力してください。`);
  const [problem] = checkCharacters(note);
  return problem === undefined ? ok(note) : refused(problem.message);
}
