/** The archive is not what was written: altered, cut, or no archive. Says where it was noticed, nothing of the content. */
export class ArchiveDamaged extends Error {
  readonly where: string;
  constructor(where: string, options?: ErrorOptions) {
    super(`archive damaged: ${where}`, options);
    this.where = where;
  }
}

/** The archive is encrypted and what was given does not open it, or nothing was given. */
export class ArchiveLocked extends Error {}
