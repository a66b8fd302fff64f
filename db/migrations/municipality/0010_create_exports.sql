-- Exports 書出 and regular outputs 定例出力. Files lie here in pieces, encrypted, for one day (ADR 0040).

CREATE TABLE regular_outputs (
  id uuid PRIMARY KEY,
  title text NOT NULL CHECK (title <> ''),
  department text NOT NULL,
  author_post_id uuid NOT NULL REFERENCES posts (id),
  author_staff_id uuid NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  recipient text NOT NULL CHECK (recipient <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  legal_basis text NOT NULL CHECK (legal_basis <> ''),
  source text NOT NULL CHECK (source IN ('cases', 'staff', 'departments')),
  query jsonb NOT NULL,
  columns text[] NOT NULL CHECK (cardinality(columns) > 0),
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding text NOT NULL CHECK (encoding IN ('utf-8', 'windows-31j')),
  schedule text NOT NULL CHECK (schedule IN ('daily', 'weekly', 'monthly')),
  next_run_on date NOT NULL,
  approver_post_id uuid REFERENCES posts (id),
  approver_staff_id uuid REFERENCES staff (id),
  approved_on date,
  approved_until date,
  warned_on date,
  ended_at timestamptz,
  CHECK (format = 'csv' OR encoding = 'utf-8'),
  -- Nobody approves what they wrote, and no approval lasts longer than a year.
  CHECK (approver_staff_id <> author_staff_id),
  CHECK (approved_until <= approved_on + interval '1 year'),
  CHECK (num_nulls(approver_post_id, approver_staff_id, approved_on, approved_until) IN (0, 4))
);
COMMENT ON TABLE regular_outputs IS 'Regular outputs 定例出力: what goes to whom, why and when; its content never changes, the section head approves it once a year';
GRANT SELECT ON regular_outputs TO {{staff}};
GRANT INSERT (id, title, department, author_post_id, author_staff_id, recipient, purpose, legal_basis, source, query, columns,
  format, encoding, schedule, next_run_on) ON regular_outputs TO {{staff}};
GRANT UPDATE (approver_post_id, approver_staff_id, approved_on, approved_until, next_run_on, warned_on, ended_at)
  ON regular_outputs TO {{staff}};

CREATE TABLE export_numbers (
  fiscal_year integer PRIMARY KEY,
  last integer NOT NULL
);
COMMENT ON TABLE export_numbers IS 'Last export number per fiscal year; taken by one statement';
GRANT SELECT, INSERT, UPDATE ON export_numbers TO {{staff}};

CREATE TABLE exports (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  regular_output_id uuid REFERENCES regular_outputs (id),
  run_on date,
  department text NOT NULL,
  requester_post_id uuid NOT NULL REFERENCES posts (id),
  requester_staff_id uuid NOT NULL REFERENCES staff (id),
  requested_at timestamptz NOT NULL DEFAULT now(),
  purpose text NOT NULL CHECK (length(btrim(purpose)) >= 5),
  source text NOT NULL CHECK (source IN ('cases', 'staff', 'departments')),
  query jsonb NOT NULL,
  columns text[] NOT NULL CHECK (cardinality(columns) > 0),
  column_labels text[] NOT NULL,
  field_classes text[] NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding text NOT NULL CHECK (encoding IN ('utf-8', 'windows-31j')),
  replacements jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'counting' CHECK (state IN
    ('counting', 'choosing', 'waiting', 'building', 'ready', 'refused', 'cancelled', 'failed', 'expired')),
  rows integer,
  persons integer,
  left_out integer,
  misfits jsonb,
  approver_post_id uuid REFERENCES posts (id),
  approver_staff_id uuid REFERENCES staff (id),
  answered_at timestamptz,
  answer_note text NOT NULL DEFAULT '',
  approved_rows integer,
  approved_persons integer,
  claim uuid,
  claimed_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  progress integer NOT NULL DEFAULT 0,
  file_name text,
  sha256 text,
  bytes bigint,
  sheets integer,
  password_sealed text,
  password_shown_at timestamptz,
  ready_at timestamptz,
  expires_at timestamptz,
  downloads integer NOT NULL DEFAULT 0,
  failure text,
  UNIQUE (regular_output_id, run_on),
  CHECK ((regular_output_id IS NULL) = (run_on IS NULL)),
  CHECK (format = 'csv' OR encoding = 'utf-8'),
  CHECK (state NOT IN ('building', 'ready') OR (rows IS NOT NULL AND persons IS NOT NULL)),
  -- Above 100 persons a second person has agreed to exactly this number, or the file does not exist.
  CONSTRAINT exports_second_person CHECK (
    state NOT IN ('building', 'ready') OR regular_output_id IS NOT NULL OR persons <= 100
    OR (approver_staff_id IS NOT NULL AND approver_staff_id <> requester_staff_id
      AND approved_rows IS NOT DISTINCT FROM rows AND approved_persons IS NOT DISTINCT FROM persons)),
  CONSTRAINT exports_one_day CHECK (expires_at <= ready_at + interval '1 day'),
  CHECK (state <> 'ready' OR num_nulls(sha256, bytes, file_name, ready_at, expires_at) = 0),
  -- What is over keeps no content, only that it was.
  CHECK (state NOT IN ('expired', 'cancelled', 'refused', 'failed')
    OR (password_sealed IS NULL AND misfits IS NULL AND NOT query ? 'q'))
);
COMMENT ON TABLE exports IS 'Every export that was asked for: who, why, what and how many; stays as the log when the file is gone';
CREATE INDEX exports_of ON exports (requester_post_id, requested_at DESC);
CREATE INDEX exports_waiting ON exports (department, requested_at) WHERE state = 'waiting';
CREATE INDEX exports_to_do ON exports (requested_at) WHERE state IN ('counting', 'building');
CREATE INDEX exports_to_expire ON exports (expires_at) WHERE state = 'ready';
GRANT SELECT ON exports TO {{staff}};
GRANT INSERT (id, number, regular_output_id, run_on, department, requester_post_id, requester_staff_id, purpose, source, query,
  columns, column_labels, field_classes, format, encoding) ON exports TO {{staff}};
-- Not who asked, why and what: that is the log.
GRANT UPDATE (encoding, replacements, query, state, rows, persons, left_out, misfits, approver_post_id, approver_staff_id,
  answered_at, answer_note, approved_rows, approved_persons, claim, claimed_at, attempts, progress, file_name, sha256, bytes,
  sheets, password_sealed, password_shown_at, ready_at, expires_at, downloads, failure) ON exports TO {{staff}};

CREATE TABLE export_pieces (
  export_id uuid NOT NULL REFERENCES exports (id),
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (export_id, position)
);
ALTER TABLE export_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE export_pieces IS 'Encrypted export files in pieces of one size (the last may be shorter); gone after a day';
GRANT SELECT, INSERT, DELETE ON export_pieces TO {{staff}};
