-- Records of work apps are changed, thrown away, put together and talked about: what hangs on a record beside its values.
-- Every table names its record by (app_id, record_id), so that erasing a record finds all of them (core/records/erase.sql.ts).

ALTER TABLE record_history ADD COLUMN act text;
COMMENT ON COLUMN record_history.act IS 'delete, restore, undo, merge, merged, repoint; empty: made or edited';

CREATE TABLE record_comments (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  body text NOT NULL,
  mentions uuid[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE record_comments IS 'What staff say about a record; mentions: whom it calls, who could see the record then';
CREATE INDEX record_comments_record ON record_comments (app_id, record_id, at);

CREATE TABLE record_followers (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, record_id, staff_id)
);
COMMENT ON TABLE record_followers IS 'Who wants to hear of changes to a record; what they hear goes through access like a look at it';
CREATE INDEX record_followers_staff ON record_followers (staff_id);

CREATE TABLE record_links (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  to_app_id text NOT NULL,
  to_record_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  staff_id uuid NOT NULL REFERENCES staff (id),
  PRIMARY KEY (app_id, record_id, to_app_id, to_record_id),
  CHECK (app_id <> to_app_id OR record_id <> to_record_id)
);
COMMENT ON TABLE record_links IS 'Two records that belong together; one row for both directions';
CREATE INDEX record_links_to ON record_links (to_app_id, to_record_id);

CREATE TABLE record_merges (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  staff_id uuid NOT NULL REFERENCES staff (id),
  PRIMARY KEY (app_id, record_id),
  CHECK (record_id <> survivor_id)
);
COMMENT ON TABLE record_merges IS 'Where the id of a record leads that was merged into another; stays as long as the survivor';
CREATE INDEX record_merges_survivor ON record_merges (app_id, survivor_id);

CREATE TABLE record_runs (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('edit', 'delete')),
  changes jsonb NOT NULL DEFAULT '{}',
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  total integer NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  cancelled_at timestamptz,
  finished_at timestamptz
);
COMMENT ON TABLE record_runs IS 'The same change to many records: one run, worked off in batches';
COMMENT ON COLUMN record_runs.changes IS 'By field id, never sealed ones; emptied when the run ends';

CREATE TABLE record_run_items (
  run_id uuid NOT NULL REFERENCES record_runs (id) ON DELETE CASCADE,
  position integer NOT NULL,
  record_id uuid NOT NULL,
  revision integer NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'unchanged', 'refused', 'conflict', 'missing')),
  reason text,
  PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE record_run_items IS 'What became of each record of a run; revision: as the run saw it when it was asked for';
CREATE INDEX record_run_items_waiting ON record_run_items (run_id, position) WHERE state = 'waiting';

ALTER TABLE staff_files ADD COLUMN app_id text, ADD COLUMN record_id uuid;
COMMENT ON COLUMN staff_files.record_id IS 'The record of a work app (app_id) whose value names the file; else it belongs to a case, or to nothing yet';
CREATE INDEX staff_files_record ON staff_files (app_id, record_id) WHERE record_id IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON record_comments, record_followers, record_links TO {{staff}};
GRANT SELECT, INSERT, UPDATE ON record_merges, record_runs, record_run_items TO {{staff}};
GRANT UPDATE (record_id) ON record_comments, record_followers, record_links TO {{staff}};
GRANT UPDATE (to_record_id) ON record_links TO {{staff}};
GRANT UPDATE (app_id, record_id) ON staff_files TO {{staff}};

-- Erasing what lay in the trash is the worker's.
GRANT SELECT (app_id, record_id), DELETE ON record_comments, record_followers TO {{worker}};
GRANT SELECT (app_id, record_id, to_app_id, to_record_id), DELETE ON record_links TO {{worker}};
GRANT SELECT (app_id, record_id, survivor_id), DELETE ON record_merges TO {{worker}};
GRANT SELECT (id, finished_at, asked_at), DELETE ON record_runs TO {{worker}};
GRANT SELECT (id, app_id, record_id), DELETE ON staff_files TO {{worker}};
