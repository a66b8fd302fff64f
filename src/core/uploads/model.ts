/** Files on their way in pieces, as pages and use cases see them. Browser-safe. */

export interface UploadProgress {
  upload: string;
  /** How many are there, from the first on. */
  pieces: number;
  /** Of each; only the last one is shorter. What a page holds in memory, and what is sent again after a break. */
  pieceBytes: number;
  bytes: number;
}

/** What a file is meant for; nothing else can be made of it. */
export interface UploadPlace {
  appId: string;
  /** Null: an import, or a record that is not there yet. */
  recordId: string | null;
  /** The field of the record, with its line: `f9`, `f3[k1].f5`. Null: an import. */
  control: string | null;
}

export interface DeclaredFile {
  name: string;
  bytes: number;
  /** What the sender tells one file of this name and size from another by. */
  mark: string;
}
