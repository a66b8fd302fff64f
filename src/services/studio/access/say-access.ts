/** Access in sentences: conditions as people put them together where they can be said so, else the formula. Pure. */
import { conditionFields, describeCondition, fromFormula } from '#core/conditions';
import type { RecordAct, Who, WorkApp } from '#core/definitions';
import { completeFields } from '#core/fields';
import { recordScope } from '#core/forms';
import { mostTaken } from '#core/offline';
import { actWords, type TakenRow, type WhoNames, whoText } from '#core/policy';

export interface Say {
  who(who: Who): string;
  when(text: string): string;
  field(code: string): string;
  act(act: RecordAct): string;
  /** What goes along on a device. */
  taken(what: TakenRow['what']): string;
}

export function sayAccess(app: Pick<WorkApp, 'fields'>, names: WhoNames): Say {
  const fields = completeFields(app.fields);
  const known = conditionFields(fields, recordScope(fields));
  return {
    who: (who) => whoText(who, names),
    when(text) {
      const condition = fromFormula(text, known);
      const said = condition === null ? '' : describeCondition(condition, known);
      return said === '' ? `式「${text}」に合うもの` : said;
    },
    field: (code) => names.fields[code] ?? code,
    act: (act) => actWords[act],
    taken: (what) =>
      what === 'edit' ? `直せるレコード（一度に${mostTaken}件まで）` : '新しいレコードの白紙の用紙',
  };
}
