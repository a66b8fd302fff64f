/** What fields of people and offices offer to choose from, and whether what was chosen may be. */
import {
  type Answers,
  type Choices,
  type DepartmentOptions,
  type Field,
  issue,
  type Json,
  lineControlName,
  linesIn,
  type NamedChoice,
  pickedIn,
  type Reader,
  type UserOptions,
} from '#core/fields';
import type { Issue } from '#kernel/errors';
import { normaliseForSearch } from '#kernel/text';
import type { Tx } from '#platform/db.server';
import {
  type ChoiceRow,
  selectOpenDepartments,
  selectOpenGroups,
  selectPeople,
  type Which,
} from './directory.sql.ts';

/** Longer lists are searched. */
const listed = 50;
const found = 20;

type Chosen = Pick<Field, 'id' | 'type' | 'options'> & { fields?: readonly Chosen[] };

function select(tx: Tx, field: Chosen, which: Which): Promise<ChoiceRow[]> | null {
  if (field.type === 'user') return selectPeople(tx, (field.options as UserOptions).from, which);
  if (field.type === 'department')
    return selectOpenDepartments(tx, (field.options as DepartmentOptions).below, which);
  return field.type === 'group' ? selectOpenGroups(tx, which) : null;
}

/** By field id: all there is to choose, of fields where that is little enough to stand on a page. */
export async function choicesOf(
  tx: Tx,
  fields: readonly Chosen[],
  on: string,
): Promise<Record<string, Choices>> {
  const choices: Record<string, Choices> = {};
  for (const field of fields.flatMap((each) => [each, ...(each.fields ?? [])])) {
    const entries = await select(tx, field, { on, ids: null, limit: listed + 1 });
    if (entries !== null && entries.length <= listed)
      choices[String(field.id)] = { entries: entries.map(choice), all: true };
  }
  return choices;
}

/** What a search finds: names, readings, logins and codes that contain the text, whatever its width, kana or old kanji. */
export async function findChoices(tx: Tx, field: Chosen, text: string, on: string): Promise<Choices> {
  const sought = searched(text);
  const all = sought === '' ? [] : ((await select(tx, field, { on, ids: null, limit: null })) ?? []);
  const hits = all.filter(({ label, words }) =>
    [label, ...words.split(/ (?=\S+$)/)].some((each) => searched(each).includes(sought)),
  );
  return { entries: hits.slice(0, found).map(choice), all: false, more: hits.length > found };
}

const searched = (text: string): string => normaliseForSearch(text).replace(/ /g, '');

const choice = ({ value, label, detail }: ChoiceRow): NamedChoice =>
  detail === null ? { value, label } : { value, label, detail };

/** Who fills in the form, as their post was read when the request began: in office, in departments that are open. */
export interface Asker {
  staff: string | null;
  departments: readonly string[];
}

/** Oneself and one's own departments need no looking up again, where the field offers all there are. */
function isOwn({ type, options }: Chosen, id: string, asker: Asker): boolean {
  if (type === 'user') return id === asker.staff && (options as UserOptions).from === undefined;
  if (type !== 'department') return false;
  return (options as DepartmentOptions).below === undefined && asker.departments.includes(id);
}

/** One issue per field that names somebody who may not be chosen; what stood there before may stay. */
export async function choiceIssues(
  tx: Tx,
  fields: readonly Chosen[],
  answers: Answers,
  previous: Answers,
  { on, asker, reader }: { on: string; asker: Asker; reader: Reader },
): Promise<Issue[]> {
  const issues: Issue[] = [];
  const check = async (field: Chosen, name: string, value: Json | undefined, before: Json | undefined) => {
    const kept = new Set(pickedIn(before));
    const ids = pickedIn(value).filter((id) => !kept.has(id) && !isOwn(field, id, asker));
    if (ids.length === 0) return;
    const open = await select(tx, field, { on, ids, limit: ids.length });
    if (open !== null && open.length < ids.length)
      issues.push({ ...issue('choice.unknown', reader), path: name });
  };
  for (const field of fields) {
    const [value, before] = [answers[String(field.id)], previous[String(field.id)]];
    if (field.fields === undefined) await check(field, `f${field.id}`, value, before);
    else
      for (const { key, values } of linesIn(value)) {
        const old = linesIn(before).find((line) => line.key === key)?.values ?? {};
        for (const child of field.fields)
          await check(
            child,
            lineControlName(`f${field.id}`, key, child),
            values[String(child.id)],
            old[String(child.id)],
          );
      }
  }
  return issues;
}
