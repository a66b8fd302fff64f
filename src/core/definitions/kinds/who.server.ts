/** Whom rules of a work app mean. */
import { z } from 'zod';
import { staffRoles } from './organisation.server.ts';

const fieldCode = z.string().min(1).max(64).describe('code of a field');

/** Somebody, seen from an actor or from a record. */
export const whoSchema = z
  .union([
    z.object({ everyone: z.literal(true) }).strict(),
    z.object({ department: z.string(), below: z.boolean().default(true) }).strict(),
    z.object({ position: z.string(), department: z.string().optional() }).strict(),
    z.object({ role: z.enum(staffRoles) }).strict(),
    z.object({ group: z.string() }).strict(),
    z.object({ user: z.uuid() }).strict(),
    z
      .object({ field: fieldCode })
      .strict()
      .describe('whom a field of the record names: user, department, group, assignee or created-by'),
  ])
  .describe(
    'everyone on the staff, a department (with those below), an office holder, a role, a group, a person',
  );
