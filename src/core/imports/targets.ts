/** What columns of a file can be read into, and which of it their headings mean. Pure. */
import type { WorkApp } from '#core/definitions';
import { type Field, isReadOnly } from '#core/fields';
import type { RecordAccess } from '#core/policy';
import { lineTarget } from './line-rows.ts';
import { type Mapping, markHeading, reasonHeading, recordIdHeading, type Target } from './model.ts';

/** Values that one cell cannot say: lists, files, drawings, what several boxes ask for. */
const unfit: ReadonlySet<string> = new Set([
  'lines',
  'household-members',
  'bank-account',
  'individual-number',
  'file',
  'photo',
  'signature',
  'consent',
]);

export interface MappedApp {
  app: WorkApp;
  fields: readonly Field[];
  access: RecordAccess;
}

/** Inside lines also what names somebody or something: whether it may be chosen is asked of whole records only. */
const unfitInLines: ReadonlySet<string> = new Set([...unfit, 'user', 'department', 'group', 'reference']);

const isNumbered = (field: Field): boolean => field.type === 'auto-number';
const isOpen = (field: Field): boolean => field.classification !== 'sealed' && !unfit.has(field.type);

export function targetsOf({ app, fields, access }: MappedApp): Target[] {
  const targets: Target[] = [{ value: 'id', label: recordIdHeading, type: 'text', required: false }];
  for (const field of fields) {
    const { read, edit } = access.field(field.id);
    if (field.type === 'status' && app.work.process !== undefined && access.rows('manage') === true)
      targets.push({
        value: String(field.id),
        label: `${field.label.ja}（新しいレコードだけ）`,
        type: field.type,
        required: false,
      });
    const asKey = isNumbered(field) && read === true;
    if (!(isOpen(field) || field.type === 'lines') || (!asKey && (isReadOnly(field.type) || edit === false)))
      continue;
    const label = field.label.ja;
    if (field.type === 'lines') {
      targets.push(...lineTargets(field, access));
      continue;
    }
    targets.push({ value: String(field.id), label, type: field.type, required: field.required === true });
    if (field.type === 'person-name' && field.options.kana === 'optional')
      targets.push({
        value: `${field.id}.kana`,
        label: `${label}（フリガナ）`,
        type: field.type,
        required: false,
      });
  }
  if (targets.some((one) => lineTarget(one.value) !== null))
    targets.push({ value: 'mark', label: markHeading, type: 'text', required: false });
  return targets;
}

/** Where somebody may change all of a line: what they may not read would be put back by place, beside another's values. */
function lineTargets(field: Field, access: RecordAccess): Target[] {
  if (field.classification === 'sealed') return [];
  return (field.fields ?? []).flatMap((child) => {
    const { read, edit } = access.field(child.id);
    const open = child.classification !== 'sealed' && !unfitInLines.has(child.type);
    if (!open || isReadOnly(child.type) || read !== true || edit !== true) return [];
    const label = `${field.label.ja}：${child.label.ja}`;
    return [{ value: `${field.id}.${child.id}`, label, type: child.type, required: false }];
  });
}

/** Fields that name one record, read by this person in every record: a mask would be asked through them. */
export function keysOf({ app, fields, access }: MappedApp): Target[] {
  const single = new Set((app.work.unique ?? []).flatMap((codes) => (codes.length === 1 ? codes : [])));
  const good = fields.filter(
    (field) =>
      isOpen(field) && (isNumbered(field) || single.has(field.code)) && access.field(field.id).read === true,
  );
  return [
    { value: 'id', label: recordIdHeading, type: 'text', required: false },
    ...good.map((field) => ({
      value: String(field.id),
      label: field.label.ja,
      type: field.type,
      required: false,
    })),
  ];
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s*＊※]/g, '')
    .replace(/\((?:必須|任意)\)$/, '')
    .toLowerCase();

/** By the same name, else by a name that begins alike; each target once. */
export function guessMapping(mapped: MappedApp, heading: readonly string[]): Mapping {
  const targets = targetsOf(mapped);
  const codes = new Map(
    mapped.fields.flatMap((field) => [
      [String(field.id), field.code] as const,
      // Files of kintone name a field of a table by its own name alone.
      ...(field.fields ?? []).map((child) => [`${field.id}.${child.id}`, child.label.ja] as const),
    ]),
  );
  const taken = new Set<string>();
  const columns: (string | null)[] = heading.map(() => null);
  const pass = (fits: (name: string, target: Target) => boolean) =>
    heading.forEach((name, column) => {
      const wanted = plain(name);
      if (columns[column] !== null || wanted === '' || wanted === plain(reasonHeading)) return;
      const found = targets.find((target) => !taken.has(target.value) && fits(wanted, target));
      if (found === undefined) return;
      columns[column] = found.value;
      taken.add(found.value);
    });
  pass((name, target) => name === plain(target.label));
  pass((name, target) => name === plain(codes.get(target.value) ?? ''));
  pass((name, { label }) => {
    const other = plain(label).replace(/[(（].*$/, '');
    const bare = name.replace(/[(（].*$/, '');
    return bare.length >= 2 && bare === other;
  });
  const key = keysOf(mapped).find((one) => taken.has(one.value))?.value ?? null;
  return { columns, key, unmatched: 'add', blank: 'keep' };
}

/** A mapping that was remembered or sent, as far as it fits this file and this person; anything else falls away. */
export function soundMapping(mapped: MappedApp, width: number, given: Partial<Mapping>): Mapping {
  const targets = new Set(targetsOf(mapped).map((one) => one.value));
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_one, column) => {
    const target = given.columns?.[column] ?? null;
    if (target === null || !targets.has(target) || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
  const keys = keysOf(mapped).map((one) => one.value);
  const key = given.key != null && keys.includes(given.key) && taken.has(given.key) ? given.key : null;
  return {
    columns,
    key,
    unmatched: given.unmatched === 'refuse' ? 'refuse' : 'add',
    blank: given.blank === 'clear' ? 'clear' : 'keep',
  };
}
