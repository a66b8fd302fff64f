/** Case headers as lists show them. */

import { type Channel, channelLabels } from '#core/cases';
import type { CaseRow } from '#core/cases.server';
import type { Definitions } from '#core/definitions.server';
import { type CaseState, finalStates, stateLabels } from '#core/process';
import { formatShort, tokyoDate } from '#kernel/dates';
import { type Due, dueOf } from './due.ts';

export interface CaseLine {
  id: string;
  receiptNumber: string;
  procedure: string;
  applicant: string;
  state: CaseState;
  stateLabel: string;
  due: Due | null;
  /** R8.12.3; empty when no day is set. */
  dueOn: string;
  arrivedOn: string;
  channel: string;
  department: string;
  assignee: string | null;
  /** Somebody under 支援措置 is named. */
  guarded: boolean;
}

export function caseLine(row: CaseRow, definitions: Definitions, today: string): CaseLine {
  const over = finalStates.includes(row.state);
  const departments = definitions.organisation(today).departments;
  return {
    id: row.id,
    receiptNumber: row.receipt_number,
    procedure:
      definitions.procedure(row.procedure_id, { version: row.procedure_version })?.body.title.ja ??
      row.procedure_id,
    applicant: row.applicant_name,
    state: row.state,
    stateLabel: stateLabels[row.state].ja,
    due: dueOf(row.due_on, today, over),
    dueOn: row.due_on === null ? '' : formatShort(row.due_on),
    arrivedOn: formatShort(tokyoDate(row.arrived_at)),
    channel: channelLabels[row.channel as Channel],
    department: departments.find((one) => one.code === row.department)?.name ?? row.department,
    assignee: row.assignee_name,
    guarded: row.guarded === true,
  };
}
