-- 取込み: records of work apps from files. What a file says stays in the file; here stand places and reasons.
CREATE TABLE record_imports (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  file_name text NOT NULL,
  sha256 text,
  bytes bigint NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding text,
  sheets text[] NOT NULL DEFAULT '{}',
  sheet integer NOT NULL DEFAULT 0,
  heading text[] NOT NULL,
  mapping jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('mapping', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  position integer NOT NULL DEFAULT 0,
  total integer,
  seen integer NOT NULL DEFAULT 0,
  added integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  wrong integer NOT NULL DEFAULT 0,
  warned integer NOT NULL DEFAULT 0,
  problem text,
  claim uuid,
  claimed_at timestamptz,
  asked_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
COMMENT ON TABLE record_imports IS 'Files with records of work apps: how their columns are read, and how far the worker has come';
COMMENT ON COLUMN record_imports.position IS 'The last row of the file that is dealt with; moves in the transaction that writes the rows';
COMMENT ON COLUMN record_imports.sha256 IS 'The file while it is kept; emptied a week after the end';
CREATE INDEX record_imports_waiting ON record_imports (asked_at) WHERE state IN ('checking', 'running');
CREATE INDEX record_imports_own ON record_imports (app_id, staff_id, asked_at DESC);
CREATE INDEX record_imports_file ON record_imports (sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE record_import_problems (
  import_id uuid NOT NULL REFERENCES record_imports (id) ON DELETE CASCADE,
  row integer NOT NULL,
  position integer NOT NULL,
  place integer,
  message text NOT NULL,
  PRIMARY KEY (import_id, row, position)
);
COMMENT ON TABLE record_import_problems IS 'Why rows cannot be taken in; place: the column of the file, from 0, empty for the whole row';

CREATE TABLE record_import_keys (
  import_id uuid NOT NULL REFERENCES record_imports (id) ON DELETE CASCADE,
  key bytea NOT NULL,
  row integer NOT NULL,
  PRIMARY KEY (import_id, key)
);
COMMENT ON TABLE record_import_keys IS 'Digests of the keys of rows seen so far, to find the same key twice in a file; emptied at its end';

CREATE TABLE import_mappings (
  app_id text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  heading text NOT NULL,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, staff_id, heading)
);
COMMENT ON TABLE import_mappings IS 'How a person read files with these headings (a digest of them) the last time';

GRANT SELECT, INSERT, UPDATE ON record_imports, import_mappings TO {{staff}};
GRANT SELECT, INSERT, DELETE ON record_import_problems, record_import_keys TO {{staff}};

COMMENT ON COLUMN record_history.act IS 'delete, restore, undo, merge, merged, repoint, import; empty: made or edited';
