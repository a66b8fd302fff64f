/** How far a record is on its way, as its page asks. Browser-safe. */
import type { ApprovalVerb, ProcessShown } from '#core/record-process';

type Panel = { process: ProcessShown } | null;

/** over: decided, only its wording is corrected; runs: is being decided; moves: there is something to do; null: no process, or nothing more in it. */
export function wayOf(panel: Panel): 'over' | 'runs' | 'moves' | null {
  if (panel === null) return null;
  const { approval, acts } = panel.process;
  if (approval !== null && ['decided', 'inEffect', 'closed'].includes(approval.state)) return 'over';
  if (approval?.state === 'circulating') return 'runs';
  return acts.some((one) => one.whyNot === null) ? 'moves' : null;
}

export const maySet = (panel: Panel, verb: ApprovalVerb): boolean =>
  panel?.process.approval?.verbs.some((one) => one.verb === verb && one.whyNot === null) === true;
