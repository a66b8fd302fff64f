-- Data keys of this municipality, wrapped by a key that is not in the database (docs/operating/keys.md).

CREATE TABLE data_keys (
  zone text NOT NULL CHECK (zone IN ('portal', 'staff')),
  id text NOT NULL CHECK (id ~ '^[a-z0-9]{2,7}$'),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('next', 'active', 'old', 'retired')),
  wrapped_by text NOT NULL,
  wrapped bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  replaced_at timestamptz,
  retired_at timestamptz,
  PRIMARY KEY (zone, id),
  CHECK ((state = 'retired') = (wrapped IS NULL))
);
COMMENT ON TABLE data_keys IS 'Keys of sealed values, themselves encrypted; a retired one has lost its key material';
CREATE UNIQUE INDEX data_keys_active ON data_keys (zone) WHERE state = 'active';

-- A city that worked before has values sealed by keys of the secret itself. They stay readable until sealed anew.
INSERT INTO data_keys (zone, id, state, wrapped_by, wrapped)
SELECT 'portal', 'v1', 'old', '', '\x' WHERE EXISTS (SELECT FROM drafts) OR EXISTS (SELECT FROM applications);
INSERT INTO data_keys (zone, id, state, wrapped_by, wrapped)
SELECT 'staff', 'v1', 'old', '', '\x'
WHERE EXISTS (SELECT FROM cases) OR EXISTS (SELECT FROM staff_credentials WHERE kind = 'totp');

-- Wrapped keys are of no use without the key that wraps them, and each process holds that of its own zone only.
GRANT SELECT ON data_keys TO {{portal}}, {{staff}}, {{worker}};
GRANT INSERT (zone, id, wrapped_by, wrapped) ON data_keys TO {{portal}}, {{staff}};
GRANT INSERT, UPDATE ON data_keys TO {{worker}};

-- Sealing anew changes the ciphertext and nothing else: history and outbox stay append-only for the zones.
GRANT SELECT, UPDATE (diff) ON record_history TO {{worker}};
GRANT UPDATE (payload) ON outbox TO {{worker}};
