export { type Key, type Lock, newIdentity } from './lock.server.ts';
export { ArchiveDamaged, ArchiveLocked } from './model.ts';
export { type ArchiveEntry, readArchive } from './read-archive.server.ts';
export { type ArchiveWriter, type WrittenArchive, writeArchive } from './write-archive.server.ts';
