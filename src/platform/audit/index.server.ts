export { type AuditRow, concludeAudit, insertAudit } from './audit.sql.ts';
