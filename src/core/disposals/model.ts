import { z } from 'zod';

/** A decision that records end: 廃棄 after their term, 消去 on request, 移管 to the archives. */
export const disposal = z.object({
  id: z.uuid(),
  kind: z.enum(['disposal', 'erasure', 'transfer']),
  /** What the ids are of, as in audit rows: `case`, `application`, `draft` … */
  noun: z.string().min(1),
  ids: z.array(z.string().min(1)).min(1),
  decidedAt: z.iso.datetime({ offset: true }),
  /** Posts. */
  decidedBy: z.array(z.uuid()).min(1),
  /** Rule of the schedule, or reason; never about a person. */
  basis: z.string().min(1),
});
export type Disposal = z.infer<typeof disposal>;
