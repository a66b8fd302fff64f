/** Who builds, and how moments and departments are said. */
import type { AppDesk } from '#core/apps.server';
import { definitionsOf } from '#core/definitions.server';
import { namesOf, selectLivingDepartments } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { formatShort, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Scene } from '#platform/http.server';

export const deskOf = ({ tx, info, actor }: Pick<Scene<StaffActor>, 'tx' | 'info' | 'actor'>): AppDesk => ({
  tx,
  municipality: info.municipality,
  actor,
});

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

export function momentText(at: Date): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}

/** Names of staff by id; who left is marked. */
export async function staffNames(
  { tx }: AppDesk,
  ids: Iterable<string | null>,
): Promise<(id: string | null) => string> {
  const staff = new Set([...ids].filter((id) => id !== null));
  const names = await namesOf(tx, { staff, departments: new Set(), groups: new Set() }, today(), 'ja');
  return (id) => (id === null ? '' : (names.staff?.[id] ?? ''));
}

export interface Offices {
  /** Code of the department an app's `department` means: `@duty` is whoever has that duty today. */
  codeOf(department: string): string;
  nameOf(department: string): string;
  all: { code: string; name: string; parent: string | null }[];
}

export async function officesOf({ tx, municipality }: AppDesk): Promise<Offices> {
  const all = await selectLivingDepartments(tx, today());
  const names = new Map(all.map((one) => [one.code, one.name]));
  const duties = (await definitionsOf(tx, municipality)).organisation(today()).departments;
  const codeOf = (department: string) =>
    department.startsWith('@')
      ? (duties.find((one) => one.duties.includes(department.slice(1)))?.code ?? department)
      : department;
  return { all, codeOf, nameOf: (department) => names.get(codeOf(department)) ?? codeOf(department) };
}

export const today = (): string => tokyoDate(new Date());
