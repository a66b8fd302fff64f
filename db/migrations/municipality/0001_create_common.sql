-- What both zones need: definitions (read), outbox (write), audit (append), rate limits.
-- {{portal}}, {{staff}}, {{worker}} are the roles of this municipality.

CREATE TABLE definitions (
  kind text NOT NULL,
  id text NOT NULL,
  version integer NOT NULL,
  effective_from date NOT NULL,
  body jsonb NOT NULL,
  pack text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, id, version)
);
COMMENT ON TABLE definitions IS 'Versioned definitions; behaviour holds from effective_from, a running case stays on its version';
GRANT SELECT ON definitions TO {{portal}}, {{staff}}, {{worker}};

CREATE TABLE definition_epoch (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch bigint NOT NULL DEFAULT 1
);
INSERT INTO definition_epoch DEFAULT VALUES;
COMMENT ON TABLE definition_epoch IS 'Rises with every load; caches carry it';
GRANT SELECT ON definition_epoch TO {{portal}}, {{staff}}, {{worker}};

CREATE TABLE post_codes (
  post_code text NOT NULL CHECK (post_code ~ '^[0-9]{7}$'),
  prefecture text NOT NULL,
  city text NOT NULL,
  ward text NOT NULL DEFAULT '',
  town text NOT NULL,
  town_kana text NOT NULL DEFAULT '',
  PRIMARY KEY (post_code, city, ward, town)
);
COMMENT ON TABLE post_codes IS 'Post code to town, loaded from packs';
GRANT SELECT ON post_codes TO {{portal}}, {{staff}}, {{worker}};

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  target text NOT NULL CHECK (target IN ('portal', 'staff', 'outside')),
  dedup_key text UNIQUE,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  relayed_at timestamptz,
  delivered_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text
);
COMMENT ON TABLE outbox IS 'The truth about everything that crosses zones or leaves the house; handlers are idempotent by id';
CREATE INDEX outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;
-- Zones post and never read: the portal could otherwise read decisions on their way.
GRANT INSERT (kind, target, dedup_key, payload) ON outbox TO {{portal}}, {{staff}}, {{worker}};
GRANT SELECT ON outbox TO {{worker}};
GRANT UPDATE (relayed_at, delivered_at, attempts, last_error) ON outbox TO {{worker}};

CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('madoguchi_outbox', TG_TABLE_SCHEMA);
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  zone text NOT NULL CHECK (zone IN ('portal', 'staff', 'worker', 'admin')),
  actor_kind text NOT NULL,
  actor_id text,
  post_id text,
  act text NOT NULL,
  noun text NOT NULL,
  ids text[] NOT NULL DEFAULT '{}',
  field_classes text[] NOT NULL DEFAULT '{}',
  purpose text,
  request_id text
);
COMMENT ON TABLE audit IS 'Append-only: one row per act or read of personal data, in the transaction of the act; never values';
CREATE INDEX audit_ids ON audit USING gin (ids);
CREATE INDEX audit_actor ON audit (actor_id, at);
GRANT INSERT ON audit TO {{portal}}, {{staff}}, {{worker}};
GRANT SELECT ON audit TO {{staff}};

CREATE UNLOGGED TABLE rate_limits (
  key text NOT NULL,
  window_start timestamptz NOT NULL,
  hits integer NOT NULL DEFAULT 1,
  PRIMARY KEY (key, window_start)
);
COMMENT ON TABLE rate_limits IS 'Counters per hashed key and window, shared by all processes';
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO {{portal}}, {{staff}};
