-- What the operators see: messages that do not get through, without what stands in them, and how mail arrives by domain.

CREATE VIEW outbox_stuck AS
SELECT id, kind, target, created_at, attempts, last_error,
  after_restore AND target = 'outside' AND released_at IS NULL AS held
FROM outbox WHERE delivered_at IS NULL AND dropped_at IS NULL;
COMMENT ON VIEW outbox_stuck IS 'Messages on their way, never their contents';
GRANT SELECT ON outbox_stuck TO {{staff}};
GRANT SELECT (id, target, delivered_at, after_restore, released_at, dropped_at),
  UPDATE (relayed_at, released_at, dropped_at) ON outbox TO {{staff}};

CREATE TABLE mail_deliveries (
  domain text NOT NULL,
  hour timestamptz NOT NULL,
  taken integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  PRIMARY KEY (domain, hour)
);
COMMENT ON TABLE mail_deliveries IS 'How many messages each mail domain took and refused for good, by hour; no address';
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_deliveries TO {{worker}};
GRANT SELECT ON mail_deliveries TO {{staff}};
