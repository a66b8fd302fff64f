-- Other systems: who they are, what they may, what they are told. Staff zone only; the portal's API is anonymous.

CREATE TABLE integrations (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  purpose text NOT NULL,
  contact text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  created_by uuid NOT NULL REFERENCES posts (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
COMMENT ON TABLE integrations IS 'Other systems 連携 that call the API, each with a post of its own in which it acts';

CREATE TABLE access_tokens (
  id uuid PRIMARY KEY,
  integration_id uuid NOT NULL REFERENCES integrations (id),
  label text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  expires_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES posts (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
COMMENT ON TABLE access_tokens IS 'Access tokens by hash; shown once when they are made, and always with an end';

CREATE TABLE idempotency_keys (
  holder text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (holder, key)
);
COMMENT ON TABLE idempotency_keys IS 'Answers to requests of the API that may be repeated: ids and states, no personal data; kept two days';
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE webhook_endpoints (
  id uuid PRIMARY KEY,
  integration_id uuid NOT NULL REFERENCES integrations (id),
  url text NOT NULL,
  kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
  secret text NOT NULL,
  old_secret text,
  old_secret_until timestamptz,
  created_by uuid NOT NULL REFERENCES posts (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  stopped_at timestamptz
);
COMMENT ON TABLE webhook_endpoints IS 'Where other systems are told of events; secrets are sealed';

CREATE TABLE webhook_deliveries (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
  event_id bigint NOT NULL,
  kind text NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  last_attempt_at timestamptz,
  last_result text,
  UNIQUE (endpoint_id, event_id)
);
COMMENT ON TABLE webhook_deliveries IS 'Each event for each endpoint: ids and states only, what came of it, and when it is tried again';
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (endpoint_id, created_at DESC);

GRANT SELECT, INSERT, UPDATE ON integrations, access_tokens, webhook_endpoints, webhook_deliveries TO {{staff}};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO {{staff}};
GRANT DELETE ON webhook_deliveries TO {{staff}};
