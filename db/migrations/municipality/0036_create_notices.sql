-- What members of staff are told of: in the office's own pages, and by mail where they wish it. Nothing of a record stands here but
-- that it is meant; what is shown of it is read through access at that moment.

CREATE TABLE notices (
  id uuid PRIMARY KEY,
  -- The message it came from: a message handled twice tells nobody twice.
  message_id bigint NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  kind text NOT NULL,
  app_id text,
  record_id uuid,
  -- What it is about where that is no record: an export, an import, a publishing.
  about_id uuid,
  by_staff_id uuid REFERENCES staff (id),
  at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  -- Waits for the daily mail; empty once it was sent, or never goes by mail.
  digest boolean NOT NULL DEFAULT false,
  CHECK (record_id IS NULL OR app_id IS NOT NULL),
  UNIQUE (message_id, staff_id)
);
COMMENT ON TABLE notices IS 'What a member of staff is told of: kind, app, record; never a value. Swept after 90 days';
CREATE INDEX notices_of ON notices (staff_id, at DESC, id);
CREATE INDEX notices_unread ON notices (staff_id) WHERE read_at IS NULL;
CREATE INDEX notices_digest ON notices (staff_id, at) WHERE digest;
CREATE INDEX notices_record ON notices (app_id, record_id) WHERE record_id IS NOT NULL;
CREATE INDEX notices_at ON notices (at);
GRANT SELECT, INSERT ON notices TO {{staff}};
GRANT UPDATE (read_at, digest, record_id) ON notices TO {{staff}};
-- Sweeping, and erasing with the record, are the worker's.
GRANT SELECT (id, at, app_id, record_id), DELETE ON notices TO {{worker}};
-- Publishing tells whoever asked for it what became of it.
GRANT INSERT (kind, target, dedup_key, payload) ON outbox TO {{builder}};
