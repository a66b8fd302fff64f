export { type Left, whyOut } from './kinds.ts';
export {
  type AnalysisField,
  type AnalysisPlan,
  type AnalysisTable,
  planAnalysis,
} from './plan-analysis.ts';
