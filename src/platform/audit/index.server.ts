export { type AuditRow, insertAudit } from './audit.sql.ts';
