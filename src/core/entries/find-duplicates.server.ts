/** Records that are likely the same person, place or thing, written differently. Only what one may see and read is compared. */
import type { Field } from '#core/fields';
import { fail, ok, type Result } from '#kernel/result';
import { likenesses } from './likeness.ts';
import type { DuplicateGroup } from './model.ts';
import { type EntryDesk, openApp } from './open-app.server.ts';
import { walkVisible } from './walk-visible.server.ts';

export interface FoundDuplicates {
  groups: DuplicateGroup[];
  /** Records looked through. */
  seen: number;
  /** There were more records or groups than one search goes through. */
  cut: boolean;
}

const mostRecords = 200_000;
const mostGroups = 500;

/** `keys`: codes of fields, each list one way to be the same (氏名 and 生年月日; 電話番号). Equal in all of a list that are not empty. */
export async function findDuplicates(
  desk: EntryDesk,
  appId: string,
  keys: string[][],
): Promise<Result<FoundDuplicates>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  const chosen: Field[][] = [];
  for (const [index, codes] of keys.entries()) {
    const fields = codes.map((code) => open.fields.find((field) => field.code === code));
    const wrong = fields.some(
      (field) =>
        field === undefined ||
        field.classification === 'sealed' ||
        field.fields !== undefined ||
        open.access.field(field.id).read === false,
    );
    if (wrong || codes.length === 0)
      return fail('invalid', undefined, [
        { path: `keys.${index}`, message: '比べられる項目を選んでください。' },
      ]);
    chosen.push(fields as Field[]);
  }
  const asked = [...new Set(chosen.flat().map((field) => field.id))];
  const union = new Union();
  const first = new Map<string, number>();
  const ids: string[] = [];
  let seen = 0;
  for await (const { record, reach } of walkVisible(desk, open, asked, mostRecords)) {
    seen += 1;
    const at = ids.push(record.id) - 1;
    for (const [index, fields] of chosen.entries()) {
      if (fields.some((field) => !reach.reads(field.id))) continue;
      for (const likeness of likenesses(fields, record.answers)) {
        const key = `${index} ${likeness}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, at);
        else union.join(other, at, index);
      }
    }
  }
  const groups = union.groups().map(({ members, by }) => ({ ids: members.map((at) => ids[at]!), by }));
  desk.touched(
    'record',
    [appId],
    [...new Set(chosen.flat().map((field) => field.classification))].sort(),
    'record.compare',
  );
  return ok({
    groups: groups.slice(0, mostGroups),
    seen,
    cut: groups.length > mostGroups || seen >= mostRecords,
  });
}

/** Who belongs together, by joining two at a time. */
class Union {
  readonly #parent = new Map<number, number>();
  readonly #by = new Map<number, Set<number>>();

  join(a: number, b: number, by: number): void {
    const [one, other] = [this.#root(a), this.#root(b)];
    const keys = new Set([...(this.#by.get(one) ?? []), ...(this.#by.get(other) ?? []), by]);
    const [low, high] = one < other ? [one, other] : [other, one];
    if (low !== high) this.#parent.set(high, low);
    this.#by.delete(high);
    this.#by.set(low, keys);
  }

  groups(): { members: number[]; by: number[] }[] {
    const found = new Map<number, number[]>();
    for (const root of this.#by.keys()) found.set(root, [root]);
    for (const member of [...this.#parent.keys()].sort((a, b) => a - b))
      found.get(this.#root(member))?.push(member);
    return [...found]
      .map(([root, members]) => ({ members, by: [...(this.#by.get(root) ?? [])].sort() }))
      .sort((a, b) => b.members.length - a.members.length);
  }

  #root(at: number): number {
    let root = at;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    if (root !== at) this.#parent.set(at, root);
    return root;
  }
}
