-- 持ち出し: records that were begun outside. A draft has its name from the device, so that it becomes a record once, however often it is sent.

CREATE TABLE offline_box_drafts (
  box_id uuid NOT NULL REFERENCES offline_boxes (id) ON DELETE CASCADE,
  draft_id uuid NOT NULL,
  app_id text NOT NULL,
  -- What it became.
  record_id uuid NOT NULL,
  -- Of the saving that made it: the same one again is an answer that was lost. Null: made on the ordinary page.
  send_key uuid,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (box_id, draft_id)
);
COMMENT ON TABLE offline_box_drafts IS 'Which records were begun on a device, by the name the device gave them';
CREATE INDEX offline_box_drafts_of ON offline_box_drafts (app_id, record_id);

GRANT SELECT, INSERT ON offline_box_drafts TO {{staff}};
-- Erasing with the record is the worker's.
GRANT SELECT (box_id, app_id, record_id), DELETE ON offline_box_drafts TO {{worker}};
