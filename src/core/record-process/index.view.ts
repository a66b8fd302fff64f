/** The door for pages: a route drawn as its steps, and what was done. */
export { approvalTone, momentText, stateTone } from './view/marks.ts';
export { ProcessLog } from './view/process-log.tsx';
export { RouteSteps } from './view/route-steps.tsx';
