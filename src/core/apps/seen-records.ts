/** What of an app's records the person who builds it may see: a draft's checks must tell them no more than a list would. Pure. */
import type { App, WorkApp } from '#core/definitions';
import { completeFields } from '#core/fields';
import { recordEnv } from '#core/forms';
import { accessOf, type Grant, prepareAccess, type StaffActor } from '#core/policy';
import type { StoredRecord } from '#core/records';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { evaluate } from '#kernel/formula';

export interface Seen {
  records: StoredRecord[];
  /** Everything of all of them is theirs to read. */
  whole: boolean;
}

/** By the published rules, whatever a draft promises: records out of sight are left out, masked values are empty. */
export function seenRecords(published: App, actor: StaffActor, records: StoredRecord[]): Seen {
  const app = published as WorkApp;
  const access = accessOf(prepareAccess(app), actor);
  const fields = completeFields(app.fields);
  const reads = fields.map((field) => [String(field.id), access.field(field.id).read] as const);
  const masked = reads.filter(([, read]) => read !== true);
  const view = access.rows('view');
  if (view === true && masked.length === 0) return { records, whole: true };
  const now = new Date();
  const at = {
    today: tokyoDate(now),
    now: tokyoStamp(now),
    actor: {
      staff: actor.id,
      department: actor.post?.department ?? null,
      departments: actor.departments,
      groups: actor.groups ?? [],
    },
  };
  const seen = records.flatMap((record): StoredRecord[] => {
    const env = recordEnv(fields, record.answers, at);
    const holds = (grant: Grant) => (typeof grant === 'boolean' ? grant : evaluate(grant, env) === true);
    if (!holds(view)) return [];
    const hidden = new Set(masked.filter(([, read]) => !holds(read)).map(([id]) => id));
    const answers = Object.fromEntries(Object.entries(record.answers).filter(([id]) => !hidden.has(id)));
    return [{ ...record, answers }];
  });
  return { records: seen, whole: false };
}
