-- States, acts and approvals 決裁 of records of work apps. What a state means stands in the definition; here is where each record is,
-- and what was done.

CREATE TABLE record_process (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- As in the record's own column `state`, which lists filter by; both are written together.
  state text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  due_on date,
  -- Grows with every act, so that a button pressed on an old page is refused.
  revision integer NOT NULL DEFAULT 1,
  PRIMARY KEY (app_id, record_id)
);
COMMENT ON TABLE record_process IS 'Where a record of a work app stands in its process; without a row it is in the first state';
CREATE INDEX record_process_due ON record_process (due_on) WHERE due_on IS NOT NULL;

CREATE TABLE record_approvals (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- State of the process in which it runs.
  step text NOT NULL,
  round integer NOT NULL,
  state text NOT NULL,
  drafter_staff uuid NOT NULL REFERENCES staff (id),
  drafter_department text NOT NULL,
  route text NOT NULL,
  -- The whole `Approval`: the route as it was when drafted, its seats and what they did.
  body jsonb NOT NULL,
  drafted_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz
);
COMMENT ON TABLE record_approvals IS '決裁 of records: one row from drafting to the end, rounds counted; body is the route as drafted with who did what';
CREATE INDEX record_approvals_of ON record_approvals (app_id, record_id, drafted_at DESC);
CREATE UNIQUE INDEX record_approvals_running ON record_approvals (app_id, record_id) WHERE state = 'circulating';
CREATE INDEX record_approvals_drafted ON record_approvals (drafter_staff, changed_at DESC, id);
CREATE INDEX record_approvals_due ON record_approvals (app_id) WHERE state = 'circulating';

CREATE TABLE record_approval_seats (
  approval_id uuid NOT NULL REFERENCES record_approvals (id) ON DELETE CASCADE,
  seat_id text NOT NULL,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  state text NOT NULL,
  -- Who sits there: `staff:<id>`, `office:<department>/<position>`, `group:<id>`; empty: nobody was found.
  key text,
  acted_by uuid REFERENCES staff (id),
  acted_at timestamptz,
  due_on date,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, seat_id)
);
COMMENT ON TABLE record_approval_seats IS 'Seats of approvals, taken out of their body: for inboxes, reminders and seating anew';
CREATE INDEX record_approval_seats_waiting ON record_approval_seats (key, since, approval_id)
  WHERE state IN ('open', 'toReview', 'toRead');
CREATE INDEX record_approval_seats_done ON record_approval_seats (acted_by, acted_at DESC) WHERE acted_by IS NOT NULL;
CREATE INDEX record_approval_seats_record ON record_approval_seats (app_id, record_id);

CREATE TABLE record_acts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  approval_id uuid,
  round integer,
  at timestamptz NOT NULL DEFAULT now(),
  -- act: one of the definition; verb: of an approval; system: what followed by itself.
  kind text NOT NULL CHECK (kind IN ('act', 'verb', 'system')),
  act text NOT NULL,
  -- As it was called then.
  title text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  seat text,
  staff_id uuid REFERENCES staff (id),
  post_id uuid REFERENCES posts (id),
  -- The post in whose place it was done.
  stands_in_for uuid REFERENCES posts (id),
  note text NOT NULL DEFAULT '',
  -- Words about it that are no value of the record: fields corrected, from which office to which.
  detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE record_acts IS 'Everything done in the process of a record, append-only: shown whole to whoever sees the record';
CREATE INDEX record_acts_of ON record_acts (app_id, record_id, id);
CREATE INDEX record_acts_at ON record_acts (app_id, at);

CREATE TABLE record_seers (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (app_id, record_id, key)
);
COMMENT ON TABLE record_seers IS 'Whom the process lets see a record: who has a seat, and who acted';
CREATE INDEX record_seers_key ON record_seers (app_id, key, record_id);

GRANT SELECT, INSERT ON record_process, record_approvals, record_approval_seats, record_acts, record_seers TO {{staff}};
GRANT UPDATE (state, since, due_on, revision) ON record_process TO {{staff}};
GRANT UPDATE (state, round, route, body, changed_at, drafted_at, decided_at, drafter_staff, drafter_department, step)
  ON record_approvals TO {{staff}};
-- Both are made from the approval each time it changes.
GRANT DELETE ON record_approval_seats, record_seers TO {{staff}};
-- Erasing with the record is the worker's.
GRANT SELECT, DELETE ON record_process, record_approvals, record_approval_seats, record_seers TO {{worker}};
GRANT SELECT (app_id, record_id), DELETE ON record_acts TO {{worker}};
