/** Where a procedure stands between its first and its last day. Days are Tokyo days; nothing here reads a clock. */

export type DeadlineState =
  | { kind: 'always' }
  | { kind: 'before'; opensOn: string }
  | { kind: 'open'; closesOn: string; daysLeft: number }
  | { kind: 'closed'; closesOn: string };

/** On `closesOn` itself it is open to midnight with `daysLeft` 0. */
export function deadlineState(
  deadline: { opensOn?: string; closesOn?: string },
  today: string,
): DeadlineState {
  if (deadline.opensOn !== undefined && today < deadline.opensOn) {
    return { kind: 'before', opensOn: deadline.opensOn };
  }
  if (deadline.closesOn === undefined) return { kind: 'always' };
  if (today > deadline.closesOn) return { kind: 'closed', closesOn: deadline.closesOn };
  return {
    kind: 'open',
    closesOn: deadline.closesOn,
    daysLeft: dayNumber(deadline.closesOn) - dayNumber(today),
  };
}

/** Whether an application may arrive today. */
export function acceptsOn(deadline: { opensOn?: string; closesOn?: string }, today: string): boolean {
  const state = deadlineState(deadline, today);
  return state.kind === 'always' || state.kind === 'open';
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
