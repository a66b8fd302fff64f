-- A file too large for one upload arrives in pieces. Unlogged: it is gone with a crash and stands in no archive of the log; the sender begins anew.
CREATE UNLOGGED TABLE import_uploads (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  file_name text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes > 0),
  changed_at bigint NOT NULL,
  pieces integer NOT NULL DEFAULT 0,
  begun_at timestamptz NOT NULL DEFAULT now(),
  heard_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE import_uploads IS 'Files that are on their way in pieces; one of each person, gone a day after the last piece';
COMMENT ON COLUMN import_uploads.changed_at IS 'When the file was changed last, as the browser of the sender says: the same file goes on where it stopped';
CREATE UNIQUE INDEX import_uploads_own ON import_uploads (staff_id);

CREATE UNLOGGED TABLE import_upload_pieces (
  upload_id uuid NOT NULL REFERENCES import_uploads (id) ON DELETE CASCADE,
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (upload_id, position)
);
COMMENT ON TABLE import_upload_pieces IS 'Pieces of such files, all of one size but the last';
ALTER TABLE import_upload_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE, DELETE ON import_uploads TO {{staff}};
GRANT SELECT, INSERT, DELETE ON import_upload_pieces TO {{staff}};
