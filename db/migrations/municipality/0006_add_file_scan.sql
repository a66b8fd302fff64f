-- What the virus scanner said of each file. Each zone keeps it for its own rows: neither asks the other.
-- none: no scanner, or made by us; waiting: in quarantine, nobody may read it; infected: refused, its content goes.
ALTER TABLE portal_files ADD COLUMN scan text NOT NULL DEFAULT 'none'
  CHECK (scan IN ('none', 'clean', 'waiting', 'infected'));
ALTER TABLE staff_files ADD COLUMN scan text NOT NULL DEFAULT 'none'
  CHECK (scan IN ('none', 'clean', 'waiting', 'infected'));
COMMENT ON COLUMN portal_files.scan IS 'none, clean, waiting (quarantine: nobody reads it) or infected (refused, the content is removed)';
COMMENT ON COLUMN staff_files.scan IS 'none, clean, waiting (quarantine: nobody reads it) or infected (refused, the content is removed)';

CREATE INDEX portal_files_waiting ON portal_files (created_at) WHERE scan = 'waiting';
CREATE INDEX staff_files_waiting ON staff_files (added_at) WHERE scan = 'waiting';
-- The sweep asks by content which files are still named.
CREATE INDEX portal_files_content ON portal_files (sha256);
CREATE INDEX staff_files_content ON staff_files (sha256);

GRANT UPDATE (scan) ON staff_files TO {{staff}};

-- A file with a virus is sent back by nobody's hand.
ALTER TABLE correction_requests ALTER COLUMN asked_by DROP NOT NULL;
