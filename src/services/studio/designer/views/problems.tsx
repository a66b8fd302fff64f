/** What is wrong, beside what it is about: a mark and a word, never a colour alone. */
import { Glyph } from '#ui/staff';
import type { PlacedProblem } from '../problems.ts';

export function Problems({ problems }: { problems: readonly PlacedProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="card-problems">
      {problems.map(({ level, message, part }) => (
        <li key={part + message} data-level={level}>
          <Glyph name="alert" />
          <span>
            {level === 'warning' && '注意：'}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
