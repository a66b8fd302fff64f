export { type Affected, countAffected, type LeakQuestion } from './affected.sql.ts';
