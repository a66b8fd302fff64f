-- 持ち出し: records of work apps that a member of staff carries along on a device to fill in where there is no line.

CREATE TABLE offline_boxes (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff (id),
  app_id text NOT NULL,
  -- What the person calls the device.
  label text NOT NULL,
  -- Under it the device seals everything; sealed here, and gone with the end of the box.
  key text,
  taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  -- When the device was heard of last.
  seen_at timestamptz,
  ended_at timestamptz,
  ended_by uuid REFERENCES staff (id),
  ending text CHECK (ending IN ('returned', 'revoked')),
  CHECK ((ended_at IS NULL) = (ending IS NULL)),
  CHECK ((ended_at IS NULL) = (key IS NOT NULL))
);
COMMENT ON TABLE offline_boxes IS '持ち出し: what is out on which device until when, and the key that opens it there';
CREATE INDEX offline_boxes_staff ON offline_boxes (staff_id, taken_at DESC);
CREATE INDEX offline_boxes_app ON offline_boxes (app_id, taken_at DESC);

CREATE TABLE offline_box_records (
  box_id uuid NOT NULL REFERENCES offline_boxes (id) ON DELETE CASCADE,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  revision integer NOT NULL,
  -- Of the post that was taken last: the same one again changes nothing.
  send_key uuid,
  sent_revision integer,
  sent_at timestamptz,
  PRIMARY KEY (box_id, record_id),
  CHECK (num_nulls(send_key, sent_revision, sent_at) IN (0, 3))
);
COMMENT ON TABLE offline_box_records IS 'Which records are in a box, and what of them came back';
CREATE INDEX offline_box_records_of ON offline_box_records (app_id, record_id);

GRANT SELECT, INSERT ON offline_boxes, offline_box_records TO {{staff}};
GRANT UPDATE (key, seen_at, ended_at, ended_by, ending) ON offline_boxes TO {{staff}};
GRANT UPDATE (send_key, sent_revision, sent_at) ON offline_box_records TO {{staff}};
-- Erasing with the record, and what is long over, is the worker's.
GRANT SELECT (id, expires_at), DELETE ON offline_boxes TO {{worker}};
GRANT SELECT (box_id, app_id, record_id), DELETE ON offline_box_records TO {{worker}};
