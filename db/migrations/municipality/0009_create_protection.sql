-- 支援措置: who is protected from whom, and every decision about it. Staff zone only; the portal learns one neutral flag.
-- Rows are appended; what may change is a measure's term and end, and the answer to a proposal.

CREATE TABLE protection_measures (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('domestic-violence', 'stalking', 'child-abuse', 'other')),
  valid_from date NOT NULL,
  valid_to date NOT NULL CHECK (valid_to >= valid_from),
  decided_by uuid NOT NULL REFERENCES posts (id),
  department text NOT NULL,
  consulted text NOT NULL DEFAULT '',
  recorded_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
COMMENT ON TABLE protection_measures IS '支援措置: in force until ended_at, whatever valid_to says; past valid_to it waits for a named officer';

CREATE TABLE protection_persons (
  id uuid PRIMARY KEY,
  measure_id uuid NOT NULL REFERENCES protection_measures (id),
  role text NOT NULL CHECK (role IN ('protected', 'along', 'counterpart', 'counterpart-proxy')),
  name jsonb NOT NULL,
  birth_date date,
  addressee_number text,
  addresses text[] NOT NULL DEFAULT '{}',
  added_by uuid NOT NULL REFERENCES posts (id),
  added_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE protection_persons IS 'Protected persons, those protected along (併せて支援を求める者), counterparts (相手方) and who acts for them';
CREATE INDEX protection_persons_of ON protection_persons (measure_id);

CREATE TABLE protection_keys (
  person_id uuid NOT NULL REFERENCES protection_persons (id),
  key text NOT NULL,
  PRIMARY KEY (person_id, key)
);
COMMENT ON TABLE protection_keys IS 'Folded forms a person may be met by: a: addressee number, n: name, k: reading';
CREATE INDEX protection_keys_key ON protection_keys (key);

CREATE TABLE case_persons (
  case_id uuid NOT NULL REFERENCES cases (id),
  role text NOT NULL CHECK (role IN ('applicant', 'named')),
  key text NOT NULL,
  birth_date text NOT NULL DEFAULT '',
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (case_id, role, key, birth_date)
);
COMMENT ON TABLE case_persons IS 'Everybody a case speaks of, by the same folded forms; a case without a row counts as protected until it is indexed';
CREATE INDEX case_persons_key ON case_persons (key);

CREATE TABLE protection_match_decisions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  person_id uuid NOT NULL REFERENCES protection_persons (id),
  verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'unrelated')),
  reason text NOT NULL CHECK (reason <> ''),
  post_id uuid NOT NULL REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_match_decisions IS 'Whether a person of a case is the person of a measure; the latest counts, until the case names somebody new';
CREATE INDEX protection_match_decisions_of ON protection_match_decisions (case_id, person_id, id DESC);

CREATE TABLE protection_examinations (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  output text NOT NULL CHECK (output IN ('fields', 'file', 'document', 'register', 'issue', 'letter')),
  target text,
  verdict text NOT NULL CHECK (verdict IN ('allow', 'refuse')),
  show_address boolean NOT NULL DEFAULT false,
  reason text NOT NULL CHECK (reason <> ''),
  seen text[] NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_examinations IS '厳格な審査: one decision of a named officer about one output of one case';
CREATE INDEX protection_examinations_of ON protection_examinations (case_id, output, at DESC);

CREATE TABLE protection_uses (
  examination_id uuid PRIMARY KEY REFERENCES protection_examinations (id),
  post_id uuid REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_uses IS 'An allowance is used once: the primary key is that rule';

CREATE TABLE protection_forwards (
  id uuid PRIMARY KEY,
  measure_id uuid NOT NULL REFERENCES protection_measures (id),
  municipality text NOT NULL,
  forwarded_on date NOT NULL,
  post_id uuid NOT NULL REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE protection_forwards IS '転送: which municipalities were told of a measure and when';
CREATE INDEX protection_forwards_of ON protection_forwards (measure_id);

CREATE TABLE protection_proposals (
  id uuid PRIMARY KEY,
  measure_id uuid NOT NULL REFERENCES protection_measures (id),
  kind text NOT NULL CHECK (kind IN ('renew', 'end')),
  valid_to date,
  reason text NOT NULL CHECK (reason <> ''),
  proposed_by uuid NOT NULL REFERENCES posts (id),
  proposed_staff uuid NOT NULL REFERENCES staff (id),
  proposed_at timestamptz NOT NULL DEFAULT now(),
  outcome text CHECK (outcome IN ('confirmed', 'declined')),
  answered_by uuid REFERENCES posts (id),
  answered_staff uuid REFERENCES staff (id),
  answered_at timestamptz,
  CHECK ((kind = 'renew') = (valid_to IS NOT NULL)),
  CHECK (outcome IS DISTINCT FROM 'confirmed' OR answered_staff <> proposed_staff)
);
COMMENT ON TABLE protection_proposals IS 'Renewal or end of a measure: proposed by one person, confirmed by another, by constraint';
CREATE UNIQUE INDEX protection_proposals_open ON protection_proposals (measure_id) WHERE outcome IS NULL;

CREATE TABLE protection_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  measure_id uuid NOT NULL REFERENCES protection_measures (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  act text NOT NULL,
  post_id uuid NOT NULL REFERENCES posts (id),
  detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE protection_history IS 'Append-only: every act on a measure with its reason';
CREATE INDEX protection_history_of ON protection_history (measure_id, id);

GRANT SELECT, INSERT ON protection_measures, protection_persons, protection_keys, case_persons, protection_match_decisions,
  protection_examinations, protection_uses, protection_forwards, protection_proposals, protection_history TO {{staff}};
GRANT UPDATE (valid_to, ended_at) ON protection_measures TO {{staff}};
GRANT UPDATE (outcome, answered_by, answered_staff, answered_at) ON protection_proposals TO {{staff}};

ALTER TABLE applications ADD COLUMN owner_only boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN applications.owner_only IS 'No proxy may act for the account this application belongs to; says nothing about why';

ALTER TABLE documents DROP CONSTRAINT documents_state_check;
ALTER TABLE documents ADD CONSTRAINT documents_state_check
  CHECK (state IN ('rendering', 'waiting-repair', 'held', 'issued', 'revoked', 'void'));
