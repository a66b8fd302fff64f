/**
 * What the API reaches of cases. Other systems hold copies that nobody here can take back, so a case under a protection
 * measure 支援措置 does not exist for them at all: no list, no reading, no act. Staff work on it in their pages.
 */
import { type CaseRow, type CaseView, type OpenCase, openCase, readCase } from '#core/cases.server';
import type { StaffActor, StaffPermission } from '#core/policy';
import { protectionOf } from '#core/protection.server';
import { fail, type Result } from '#kernel/result';
import type { ApiScene } from '#platform/api.server';
import { deskOf } from './desk.server.ts';

export type StaffApiScene = Pick<
  ApiScene<StaffActor, unknown, unknown>,
  'actor' | 'tx' | 'info' | 'runtime' | 'params' | 'revision' | 'touched' | 'cursors'
>;

const caseOf = (scene: StaffApiScene): string => scene.params.case ?? '';

async function isProtected({ tx }: StaffApiScene, id: string): Promise<boolean> {
  return (await protectionOf(tx, { caseIds: [id] })).size > 0;
}

/** The case of the address, for an act or a question; locked when told. */
export async function reachCase(
  scene: StaffApiScene,
  permission: StaffPermission,
  lock = false,
): Promise<Result<OpenCase>> {
  const opened = await openCase(deskOf(scene), caseOf(scene), permission, lock);
  if (opened.ok && (await isProtected(scene, opened.value.row.id))) return fail('notFound');
  return opened;
}

/** The case of the address with everything that hangs on it. */
export async function viewCase(scene: StaffApiScene): Promise<Result<CaseView>> {
  const reached = await reachCase(scene, 'case.read');
  return reached.ok ? readCase(deskOf(scene), caseOf(scene)) : reached;
}

/** Rows of a list without those under a measure; a page may come out shorter than asked for. */
export async function withoutProtected(scene: StaffApiScene, rows: CaseRow[]): Promise<CaseRow[]> {
  const found = await protectionOf(scene.tx, { caseIds: rows.map((row) => row.id) });
  return rows.filter((row) => !found.has(row.id));
}
