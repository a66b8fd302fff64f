export * from './index.ts';
export { dropAnalysis, layAnalysis, selectStanding } from './lay-analysis.sql.ts';
export {
  type AnalystUse,
  selectAnalystUse,
  selectOpenSessions,
  watchAnalysts,
} from './sessions.sql.ts';
export { viewsOf } from './views.sql.ts';
