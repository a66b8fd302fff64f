-- Who looks at a record at this moment, and from where each change came.

CREATE TABLE record_visits (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  post_id uuid NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  seen_at timestamptz NOT NULL DEFAULT now(),
  editing_at timestamptz,
  PRIMARY KEY (app_id, record_id, staff_id)
);
COMMENT ON TABLE record_visits IS 'Who has a record open: a sign of life every 20 seconds, gone after a minute; no log of who looked, that is the audit';
COMMENT ON COLUMN record_visits.editing_at IS 'The last sign of life from its form';
CREATE INDEX record_visits_old ON record_visits (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON record_visits TO {{staff}};
GRANT SELECT, DELETE ON record_visits TO {{worker}};

ALTER TABLE record_history ADD COLUMN via text;
COMMENT ON COLUMN record_history.via IS 'page, api, run (of many records) or import; empty: before this was kept, or not by staff';
