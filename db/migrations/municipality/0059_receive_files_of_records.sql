-- Files of records arrive in pieces as files of imports do: one table for both. What is on its way is begun anew, as after a crash.
DROP TABLE import_upload_pieces;
DROP TABLE import_uploads;

-- Unlogged: gone with a crash, and in no archive of the log.
CREATE UNLOGGED TABLE uploads (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  app_id text NOT NULL,
  record_id uuid,
  control text,
  file_name text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes > 0),
  piece_bytes integer NOT NULL CHECK (piece_bytes > 0),
  pieces integer NOT NULL DEFAULT 0,
  result uuid,
  begun_at timestamptz NOT NULL DEFAULT now(),
  heard_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE uploads IS 'Files that are on their way in pieces, each of one person and for one place; gone a day after they were last heard of';
COMMENT ON COLUMN uploads.key IS 'Digest of all that was declared: the same file for the same place goes on where it stopped';
COMMENT ON COLUMN uploads.control IS 'The field of a record it is for, with its line (f9, f3[k1].f5); null: an import. Without record_id: of a record that is not there yet';
COMMENT ON COLUMN uploads.result IS 'What became of it, for whom the answer was lost: the file of a record, or the import';
CREATE UNIQUE INDEX uploads_own ON uploads (staff_id, key);
CREATE INDEX uploads_record ON uploads (app_id, record_id) WHERE record_id IS NOT NULL;

CREATE UNLOGGED TABLE upload_pieces (
  upload_id uuid NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (upload_id, position)
);
COMMENT ON TABLE upload_pieces IS 'Pieces of such files, all of one size but the last';
ALTER TABLE upload_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO {{staff}};
GRANT SELECT, INSERT, DELETE ON upload_pieces TO {{staff}};
-- The end of a record.
GRANT SELECT (app_id, record_id), DELETE ON uploads TO {{worker}};

-- A file sent for a field of a record may be named there and nowhere else.
ALTER TABLE staff_files
  ADD COLUMN meant_for text,
  ADD COLUMN meant_app text,
  ADD COLUMN meant_record uuid,
  ADD COLUMN meant_by uuid REFERENCES staff (id),
  ADD CONSTRAINT staff_files_meant CHECK ((meant_for IS NULL) = (meant_app IS NULL) AND (meant_for IS NULL) = (meant_by IS NULL));
COMMENT ON COLUMN staff_files.meant_for IS 'The only field, with its line, whose value may name the file (f9, f3[k1].f5); null: any of its record';
COMMENT ON COLUMN staff_files.meant_record IS 'The only record (meant_app) that may take it up; null: one that this person (meant_by) adds';
GRANT UPDATE (meant_for) ON staff_files TO {{staff}};
