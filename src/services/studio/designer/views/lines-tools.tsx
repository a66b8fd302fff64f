/** Into the lines of a table, and out of them: buttons beside 上へ and 下へ. */
import { intoLines, moveRefusal, outOfLines } from '../model/lines.ts';
import { fieldById, fieldOf, nameOf, type Target } from '../model/places.ts';
import { useDesign } from './design-context.ts';

export function LinesTools({ target }: { target: Target }) {
  const { body, edit, say, published } = useDesign();
  const field = fieldOf(body, target);
  if (field === undefined) return null;
  if (target.kind === 'line') {
    const out = () => {
      const why = moveRefusal(body, field, published, null);
      if (why === null) edit((now) => outOfLines(now, target));
      else say(why);
    };
    return (
      <button type="button" onClick={out}>
        明細から出す
      </button>
    );
  }
  const tables = body.fields.filter((one) => one.type === 'lines' && one.id !== field.id);
  if (tables.length === 0 || field.fields !== undefined) return null;
  const into = (id: number) => {
    const lines = fieldById(body, id);
    if (lines === undefined) return;
    const why = moveRefusal(body, field, published, lines);
    if (why === null) edit((now) => intoLines(now, field.id, id));
    else say(why);
  };
  return (
    <select aria-label="明細に入れる" value="" onChange={(event) => into(Number(event.target.value))}>
      <option value="">明細に入れる…</option>
      {tables.map((one) => (
        <option key={one.id} value={one.id}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}
