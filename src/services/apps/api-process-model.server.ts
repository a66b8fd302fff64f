/** Shapes of the process of records and of approvals through the API. */
import { z } from 'zod';
import { approvalStates, approvalVerbs, seatStates } from '#core/record-process';

const instant = z.iso.datetime();
const state = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['open', 'approval', 'end']),
});
const revision = z.int().min(1);
const note = z.string().max(2000).default('');
const whyNot = z.string().nullable().describe('null: may be done now');

const approval = z.strictObject({
  id: z.uuid(),
  round: z.int(),
  route: z.string(),
  state: z.enum(approvalStates),
  draftedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      kind: z.enum(['approve', 'consult', 'decide', 'inform']),
      stands: z.enum(['past', 'now', 'ahead']),
      seats: z.array(
        z.strictObject({
          id: z.string(),
          place: z.string(),
          state: z.enum(seatStates),
          mine: z.boolean().describe('the caller may act from here'),
          dueOn: z.string().nullable(),
        }),
      ),
    }),
  ),
  verbs: z.array(
    z.strictObject({ verb: z.enum(approvalVerbs), seat: z.string().nullable(), title: z.string(), whyNot }),
  ),
});

export const process = z.strictObject({
  record: z.uuid(),
  revision: revision.describe('sent back with every act; an older one is refused'),
  state,
  since: instant,
  dueOn: z.string().nullable(),
  acts: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      to: z.string(),
      whyNot,
      missing: z.array(z.string()),
    }),
  ),
  approval: approval.nullable().describe('the newest; null: never drafted'),
  log: z.array(
    z.strictObject({
      at: instant,
      title: z.string(),
      from: z.string(),
      to: z.string(),
      by: z.string().nullable().describe('null: by itself'),
      note: z.string(),
    }),
  ),
});

export const act = z.strictObject({ act: z.string().min(1).max(40), note, revision });
export const acted = z.strictObject({
  record: z.uuid(),
  revision,
  state,
  approval: z.strictObject({ id: z.uuid(), state: z.enum(approvalStates) }).nullable(),
});
