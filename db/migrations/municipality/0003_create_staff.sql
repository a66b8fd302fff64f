-- Office side: organisation, cases, decisions, documents. The portal role reads none of it.

CREATE TABLE departments (
  code text NOT NULL,
  name text NOT NULL,
  name_en text,
  body text NOT NULL,
  parent text,
  ward text,
  phone text,
  document_symbol text,
  valid_from date NOT NULL,
  valid_to date,
  successor text,
  PRIMARY KEY (code, valid_from)
);
COMMENT ON TABLE departments IS 'Tree of departments 所属 with validity; old names are kept for history';

CREATE TABLE staff (
  id uuid PRIMARY KEY,
  login text NOT NULL UNIQUE,
  family text NOT NULL,
  given text NOT NULL,
  kana text NOT NULL DEFAULT '',
  mail text NOT NULL DEFAULT '',
  suspended_at timestamptz
);
COMMENT ON TABLE staff IS 'Members of staff 職員';

CREATE TABLE posts (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff (id),
  department text NOT NULL,
  position text NOT NULL,
  rank integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('main', 'concurrent', 'joint')),
  roles text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  UNIQUE (staff_id, department, position, valid_from)
);
COMMENT ON TABLE posts IS 'Posts 本務・兼務・併任 that staff hold and act in, with validity';

CREATE TABLE absences (
  id uuid PRIMARY KEY,
  post_id uuid NOT NULL REFERENCES posts (id),
  stand_in_post_id uuid NOT NULL REFERENCES posts (id),
  from_date date NOT NULL,
  to_date date NOT NULL,
  recorded_by uuid NOT NULL REFERENCES posts (id),
  CHECK (from_date <= to_date)
);
COMMENT ON TABLE absences IS 'Who stands in for whom and when';

CREATE TABLE staff_credentials (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff (id),
  kind text NOT NULL CHECK (kind IN ('password', 'totp', 'passkey', 'oidc')),
  secret text NOT NULL,
  public_id text UNIQUE,
  counter bigint NOT NULL DEFAULT 0,
  label text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
COMMENT ON TABLE staff_credentials IS 'password: argon2id; totp: sealed seed; passkey: public key; oidc: issuer and subject';

CREATE TABLE staff_sessions (
  id_hash text PRIMARY KEY,
  staff_id uuid REFERENCES staff (id),
  post_id uuid REFERENCES posts (id),
  stage text NOT NULL CHECK (stage IN ('start', 'second-factor', 'post', 'full')),
  challenge text,
  return_to text,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE staff_sessions IS 'Sign-in in stages; only full with a post acts';

CREATE TABLE cases (
  id uuid PRIMARY KEY,
  receipt_number text NOT NULL UNIQUE,
  application_id uuid UNIQUE,
  procedure_id text NOT NULL,
  procedure_version integer NOT NULL,
  app_id text NOT NULL,
  app_version integer NOT NULL,
  record_id uuid NOT NULL,
  department text NOT NULL,
  assignee_post_id uuid REFERENCES posts (id),
  state text NOT NULL,
  step integer NOT NULL DEFAULT 0,
  channel text NOT NULL CHECK (channel IN ('online', 'counter', 'phone', 'post')),
  applicant_name text NOT NULL,
  applicant_terms text[] NOT NULL DEFAULT '{}',
  arrived_at timestamptz NOT NULL,
  due_on date,
  assurance text NOT NULL,
  fee_yen integer NOT NULL DEFAULT 0,
  paid_at timestamptz,
  identity_checked_at timestamptz,
  closed_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE cases IS 'Case headers: lists across apps read these only';
CREATE INDEX cases_inbox ON cases (department, state, due_on);
CREATE INDEX cases_assignee ON cases (assignee_post_id, state);
CREATE INDEX cases_arrived ON cases (arrived_at DESC, id);
CREATE INDEX cases_terms ON cases USING gin (applicant_terms);

CREATE TABLE case_actions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  verb text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'applicant', 'system')),
  post_id uuid REFERENCES posts (id),
  stands_in_for uuid REFERENCES posts (id),
  from_state text,
  to_state text,
  note text,
  detail jsonb NOT NULL DEFAULT '{}',
  message_id bigint UNIQUE
);
COMMENT ON TABLE case_actions IS 'One action log per case across all channels; append-only';
CREATE INDEX case_actions_of ON case_actions (case_id, id);

CREATE TABLE case_comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  at timestamptz NOT NULL DEFAULT now(),
  post_id uuid NOT NULL REFERENCES posts (id),
  body text NOT NULL
);
COMMENT ON TABLE case_comments IS 'Internal comments; never cross to the portal';

CREATE TABLE case_messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  at timestamptz NOT NULL DEFAULT now(),
  sender text NOT NULL CHECK (sender IN ('applicant', 'office')),
  post_id uuid REFERENCES posts (id),
  body text NOT NULL,
  message_id bigint UNIQUE
);
COMMENT ON TABLE case_messages IS 'Letters between office and applicant, the office copy';

CREATE TABLE correction_requests (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  asked_at timestamptz NOT NULL DEFAULT now(),
  asked_by uuid NOT NULL REFERENCES posts (id),
  fields jsonb NOT NULL,
  message text NOT NULL DEFAULT '',
  answer_by date,
  answered_at timestamptz
);
COMMENT ON TABLE correction_requests IS '補正依頼: field paths with a reason each';
CREATE UNIQUE INDEX correction_requests_open ON correction_requests (case_id) WHERE answered_at IS NULL;

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  outcome text NOT NULL CHECK (outcome IN ('granted', 'partial', 'refused', 'accepted')),
  reasons text NOT NULL DEFAULT '',
  content jsonb NOT NULL DEFAULT '{}',
  drafted_by uuid REFERENCES posts (id),
  drafted_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  dropped_at timestamptz
);
COMMENT ON TABLE decisions IS 'Drafted (起案) and decided (決裁) outcomes';
CREATE UNIQUE INDEX decisions_live ON decisions (case_id) WHERE dropped_at IS NULL;

CREATE TABLE approvals (
  decision_id uuid NOT NULL REFERENCES decisions (id),
  step integer NOT NULL,
  round integer NOT NULL DEFAULT 1,
  post_id uuid REFERENCES posts (id),
  stands_in_for uuid REFERENCES posts (id),
  act text NOT NULL CHECK (act IN ('approve', 'send-back', 'decide', 'recall')),
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (decision_id, step, round)
);
COMMENT ON TABLE approvals IS 'Each step of a decision: who approved, sent back or decided';

CREATE TABLE payments (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL UNIQUE REFERENCES cases (id),
  yen integer NOT NULL CHECK (yen > 0),
  method text NOT NULL CHECK (method IN ('cash', 'card-terminal', 'stamp')),
  received_by uuid NOT NULL REFERENCES posts (id),
  received_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE payments IS 'Fees received at the counter; one per case by constraint';

CREATE TABLE identity_checks (
  case_id uuid PRIMARY KEY REFERENCES cases (id),
  kinds text[] NOT NULL,
  checked_by uuid NOT NULL REFERENCES posts (id),
  checked_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE identity_checks IS 'Which kinds of documents were seen (1点/2点); never their numbers';

CREATE TABLE document_numbers (
  department text NOT NULL,
  fiscal_year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (department, fiscal_year)
);
COMMENT ON TABLE document_numbers IS 'Last number 第N号 per section and fiscal year; taken by one UPDATE';

CREATE TABLE documents (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  decision_id uuid REFERENCES decisions (id),
  template_id text NOT NULL,
  template_version integer NOT NULL,
  department text NOT NULL,
  fiscal_year integer NOT NULL,
  serial integer NOT NULL,
  number text NOT NULL,
  title text NOT NULL,
  verification_code text NOT NULL UNIQUE,
  data jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('rendering', 'waiting-repair', 'issued', 'revoked', 'void')),
  sha256 text,
  bytes integer,
  issued_at timestamptz,
  replaces uuid REFERENCES documents (id),
  UNIQUE (department, fiscal_year, serial)
);
COMMENT ON TABLE documents IS 'Official documents: number, verification code and where the PDF lies';
CREATE INDEX documents_case ON documents (case_id);
CREATE UNIQUE INDEX documents_one_per_decision ON documents (decision_id, template_id) WHERE state <> 'void' AND state <> 'revoked';

CREATE TABLE repair_tasks (
  id uuid PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES documents (id),
  characters jsonb NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  substitutes jsonb,
  consent_noted_by uuid REFERENCES posts (id),
  closed_at timestamptz
);
COMMENT ON TABLE repair_tasks IS 'A character no font can print: staff propose a substitute with the person''s consent';

CREATE TABLE staff_files (
  id uuid PRIMARY KEY,
  case_id uuid REFERENCES cases (id),
  field_id integer,
  sha256 text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  bytes integer NOT NULL,
  added_by uuid REFERENCES posts (id),
  added_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE staff_files IS 'Attachments of cases and scans of paper';

CREATE TABLE saved_filters (
  id uuid PRIMARY KEY,
  post_id uuid NOT NULL REFERENCES posts (id),
  name text NOT NULL,
  query jsonb NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  UNIQUE (post_id, name)
);
COMMENT ON TABLE saved_filters IS 'Saved searches of the inbox';

CREATE TABLE record_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  revision integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  actor_kind text NOT NULL,
  post_id uuid,
  diff jsonb NOT NULL,
  UNIQUE (app_id, record_id, revision)
);
COMMENT ON TABLE record_history IS 'Append-only differences of records; sealed values as ciphertext';

CREATE TABLE app_tables (
  app_id text PRIMARY KEY,
  table_name text NOT NULL UNIQUE,
  shape jsonb NOT NULL,
  epoch bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE app_tables IS 'The current shape of each app''s record table';

GRANT SELECT, INSERT, UPDATE ON staff, posts, absences, staff_credentials, cases, correction_requests, decisions, payments,
  identity_checks, document_numbers, documents, repair_tasks, saved_filters, departments TO {{staff}};
GRANT SELECT, INSERT ON case_actions, case_comments, case_messages, approvals, staff_files, record_history TO {{staff}};
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_sessions TO {{staff}};
GRANT DELETE ON saved_filters, absences, staff_credentials TO {{staff}};
GRANT SELECT ON app_tables TO {{staff}};
