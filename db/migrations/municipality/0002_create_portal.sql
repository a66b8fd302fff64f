-- Resident side. The staff role reads none of it; staff learn of it by messages.

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  language text NOT NULL DEFAULT 'ja',
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);
COMMENT ON TABLE accounts IS 'Somebody who signs in on the resident side; not the same thing as an applicant';

CREATE TABLE account_channels (
  account_id uuid NOT NULL REFERENCES accounts (id),
  kind text NOT NULL CHECK (kind IN ('mail', 'phone')),
  address text NOT NULL,
  address_key text NOT NULL,
  verified_at timestamptz NOT NULL DEFAULT now(),
  bounced_at timestamptz,
  PRIMARY KEY (kind, address_key)
);
COMMENT ON TABLE account_channels IS 'Verified mail addresses and phone numbers; address_key is the comparable form';

CREATE TABLE login_codes (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('mail', 'phone')),
  address text NOT NULL,
  address_key text NOT NULL,
  code_hash text NOT NULL,
  session_hash text NOT NULL,
  return_to text NOT NULL DEFAULT '/',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  used_at timestamptz,
  delivery text NOT NULL DEFAULT 'sending' CHECK (delivery IN ('sending', 'sent', 'bounced'))
);
COMMENT ON TABLE login_codes IS 'One-time codes; only a POST consumes one, so mail scanners that open links do not';

CREATE TABLE portal_sessions (
  id_hash text PRIMARY KEY,
  account_id uuid REFERENCES accounts (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE portal_sessions IS 'Browser sessions by hash of the cookie';

CREATE TABLE drafts (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  procedure_id text NOT NULL,
  procedure_version integer NOT NULL,
  app_id text NOT NULL,
  app_version integer NOT NULL,
  account_id uuid REFERENCES accounts (id),
  language text NOT NULL,
  typed jsonb NOT NULL DEFAULT '{}',
  answers jsonb NOT NULL DEFAULT '{}',
  visited text[] NOT NULL DEFAULT '{}',
  revision integer NOT NULL DEFAULT 0,
  submit_key uuid NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  submitted_as uuid
);
COMMENT ON TABLE drafts IS 'Applications being written; typed keeps what was typed, answers the parsed values; sealed values are ciphertext';
CREATE INDEX drafts_account ON drafts (account_id) WHERE submitted_as IS NULL;

CREATE TABLE applications (
  id uuid PRIMARY KEY,
  receipt_number text NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  submit_key uuid NOT NULL UNIQUE,
  body_hash text NOT NULL,
  procedure_id text NOT NULL,
  procedure_version integer NOT NULL,
  app_id text NOT NULL,
  app_version integer NOT NULL,
  account_id uuid REFERENCES accounts (id),
  language text NOT NULL,
  answers jsonb NOT NULL,
  arrived_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'arrived',
  state_at timestamptz NOT NULL DEFAULT now(),
  due_on date,
  correction jsonb,
  counter_check jsonb,
  withdrawn_at timestamptz
);
COMMENT ON TABLE applications IS 'What arrived (到達) as the applicant sees it; the office keeps its own case';
CREATE INDEX applications_account ON applications (account_id, arrived_at DESC);

CREATE TABLE application_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES applications (id),
  at timestamptz NOT NULL,
  kind text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  message_id bigint UNIQUE
);
COMMENT ON TABLE application_events IS 'Timeline shown to the applicant; message_id makes handling idempotent';
CREATE INDEX application_events_of ON application_events (application_id, at);

CREATE TABLE application_messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES applications (id),
  at timestamptz NOT NULL DEFAULT now(),
  sender text NOT NULL CHECK (sender IN ('applicant', 'office')),
  body text NOT NULL,
  message_id bigint UNIQUE
);
COMMENT ON TABLE application_messages IS 'Letters between applicant and office';

CREATE TABLE application_documents (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES applications (id),
  number text NOT NULL,
  title text NOT NULL,
  sha256 text NOT NULL,
  bytes integer NOT NULL,
  issued_at timestamptz NOT NULL,
  opened_at timestamptz,
  revoked_at timestamptz
);
COMMENT ON TABLE application_documents IS 'Documents delivered to the applicant; opened_at is the time of opening';

CREATE TABLE session_grants (
  session_hash text NOT NULL REFERENCES portal_sessions (id_hash) ON DELETE CASCADE,
  draft_id uuid REFERENCES drafts (id) ON DELETE CASCADE,
  application_id uuid REFERENCES applications (id),
  granted_at timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(draft_id, application_id) = 1),
  UNIQUE (session_hash, draft_id),
  UNIQUE (session_hash, application_id)
);
COMMENT ON TABLE session_grants IS 'What a session may open without an account: it began it, or knew number and secret';

CREATE TABLE mandates (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  proxy_account_id uuid REFERENCES accounts (id),
  proxy_mail_key text NOT NULL,
  proxy_name text NOT NULL,
  procedures text[] NOT NULL DEFAULT '{}',
  may_apply boolean NOT NULL DEFAULT true,
  valid_to date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  accepted_at timestamptz,
  ended_at timestamptz
);
COMMENT ON TABLE mandates IS 'Who acts for whom, for which procedures (none listed = all), until when';

CREATE TABLE portal_files (
  id uuid PRIMARY KEY,
  draft_id uuid REFERENCES drafts (id) ON DELETE SET NULL,
  application_id uuid REFERENCES applications (id),
  field_id integer NOT NULL,
  sha256 text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  bytes integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE portal_files IS 'Uploaded attachments; contents lie in the file store under sha256';

CREATE TABLE verifications (
  code text PRIMARY KEY,
  kind_title text NOT NULL,
  number text NOT NULL,
  issued_on date NOT NULL,
  issuer text NOT NULL,
  state text NOT NULL CHECK (state IN ('valid', 'revoked', 'reissued')),
  state_on date NOT NULL
);
COMMENT ON TABLE verifications IS 'Public confirmation of documents: no name, no content';

CREATE TABLE secret_attempts (
  key text PRIMARY KEY,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
COMMENT ON TABLE secret_attempts IS 'Failed secrets per hashed key, for delay and lockout';

GRANT SELECT, INSERT, UPDATE ON accounts, account_channels, login_codes, drafts, applications, application_documents,
  mandates, portal_files, verifications, secret_attempts TO {{portal}};
GRANT SELECT, INSERT ON application_events, application_messages TO {{portal}};
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_sessions, session_grants TO {{portal}};
GRANT DELETE ON drafts, account_channels, login_codes, portal_files TO {{portal}};
