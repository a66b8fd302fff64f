export { type Drilled, type DrillOptions, drillBackup } from './drill.server.ts';
export type { BackupHead, FilesSum, TableSum } from './model.ts';
export { type Restored, RestoreRefused, type RestoreTarget, restoreBackup } from './restore-backup.server.ts';
export { type BackupFacts, readBackupHead, walkBackup } from './walk-backup.server.ts';
export { type BackupSource, type WrittenBackup, writeBackup } from './write-backup.server.ts';
