-- Development mailbox: what would have been sent while no SMTP server is set.
CREATE TABLE mailbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL CHECK (kind IN ('mail', 'sms')),
  recipient text NOT NULL,
  subject text NOT NULL DEFAULT '',
  body text NOT NULL,
  outbox_id bigint UNIQUE
);
COMMENT ON TABLE mailbox IS 'Development and demo only; production sends by SMTP and keeps no copy';
GRANT INSERT ON mailbox TO {{worker}};
GRANT SELECT ON mailbox TO {{portal}}, {{worker}};
