-- Retention 保存期間: when each closed case may go, what keeps it, who decided that it goes, and the way it goes.

CREATE TABLE case_terms (
  case_id uuid PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  record_class text NOT NULL,
  class_title text NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  afterwards text NOT NULL CHECK (afterwards IN ('dispose', 'transfer', 'review')),
  extended_to date,
  extended_reason text,
  extended_by uuid REFERENCES posts (id),
  extended_at timestamptz,
  CHECK (extended_to IS NULL OR (extended_reason <> '' AND extended_by IS NOT NULL))
);
COMMENT ON TABLE case_terms IS 'Term of each closed case, as its record class said when it closed: from 1 April after 完結; ends_on is the last day kept, empty for permanent records';
CREATE INDEX case_terms_end ON case_terms (coalesce(extended_to, ends_on));

CREATE TABLE legal_holds (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason <> ''),
  placed_by uuid NOT NULL REFERENCES posts (id),
  placed_at timestamptz NOT NULL DEFAULT now(),
  lifted_by uuid REFERENCES posts (id),
  lifted_at timestamptz
);
COMMENT ON TABLE legal_holds IS '廃棄の停止: a suit, a review, an audit; while one stands nothing of the case goes';
CREATE UNIQUE INDEX legal_holds_live ON legal_holds (case_id) WHERE lifted_at IS NULL;

CREATE TABLE disposal_lists (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('term', 'erasure')),
  department text NOT NULL,
  basis text NOT NULL CHECK (basis <> ''),
  proposed_by uuid NOT NULL REFERENCES posts (id),
  proposed_at timestamptz NOT NULL DEFAULT now(),
  first_by uuid REFERENCES posts (id),
  first_staff uuid REFERENCES staff (id),
  first_at timestamptz,
  second_by uuid REFERENCES posts (id),
  second_staff uuid REFERENCES staff (id),
  second_at timestamptz,
  dropped_at timestamptz,
  finished_at timestamptz,
  proof jsonb,
  CONSTRAINT two_persons CHECK (first_staff <> second_staff),
  CONSTRAINT in_order CHECK (second_at IS NULL OR (first_at IS NOT NULL AND first_staff IS NOT NULL AND second_staff IS NOT NULL))
);
COMMENT ON TABLE disposal_lists IS 'What is proposed to go; nothing goes before two different persons approved';

CREATE TABLE disposal_items (
  list_id uuid NOT NULL REFERENCES disposal_lists (id),
  case_id uuid NOT NULL,
  receipt_number text NOT NULL,
  procedure_id text NOT NULL,
  record_class text NOT NULL,
  closed_on date,
  kept_to date,
  action text NOT NULL CHECK (action IN ('dispose', 'transfer')),
  state text NOT NULL DEFAULT 'listed' CHECK (state IN ('listed', 'excluded', 'handedOver', 'done')),
  reason text NOT NULL DEFAULT '',
  done_at timestamptz,
  PRIMARY KEY (list_id, case_id)
);
COMMENT ON TABLE disposal_items IS 'Evidence that stays: which case went when, by its number; names and contents are gone';
CREATE UNIQUE INDEX disposal_items_live ON disposal_items (case_id) WHERE state IN ('listed', 'handedOver');

CREATE TABLE archive_packages (
  list_id uuid PRIMARY KEY REFERENCES disposal_lists (id),
  sha256 text NOT NULL,
  cases integer NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  received_by text,
  confirmed_by uuid REFERENCES posts (id),
  confirmed_at timestamptz
);
COMMENT ON TABLE archive_packages IS 'What was packed for the archives; its cases go once somebody there has received it';

GRANT SELECT, INSERT, UPDATE ON legal_holds, disposal_lists, disposal_items TO {{staff}};
GRANT SELECT, INSERT ON case_terms TO {{staff}};
GRANT UPDATE (extended_to, extended_reason, extended_by, extended_at) ON case_terms TO {{staff}};
GRANT SELECT, INSERT, UPDATE ON archive_packages TO {{staff}};

-- Only the worker ever deletes a case or an application. What hangs on one goes with it, by these keys: a new table that
-- names a case without ON DELETE CASCADE fails a test of core/retention.
DO $$
DECLARE
  key record;
BEGIN
  FOR key IN
    SELECT c.conname, c.conrelid::regclass AS child, pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND c.confdeltype = 'a'
      AND c.confrelid IN ('cases'::regclass, 'decisions'::regclass, 'documents'::regclass, 'applications'::regclass)
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s ON DELETE CASCADE',
      key.child, key.conname, key.conname, key.definition);
  END LOOP;
  -- Record tables made before this migration; later ones get it from core/records.
  FOR key IN SELECT table_name FROM app_tables LOOP
    EXECUTE format('GRANT SELECT (id), DELETE ON %I TO {{worker}}', key.table_name);
  END LOOP;
END $$;

GRANT SELECT, DELETE ON cases, applications TO {{worker}};
-- Locking a case for its disposal asks for the right to change something of it.
GRANT UPDATE (changed_at) ON cases TO {{worker}};
GRANT SELECT (id, submitted_as), DELETE ON drafts TO {{worker}};
GRANT SELECT (app_id, record_id), DELETE ON record_history TO {{worker}};
GRANT SELECT ON app_tables, legal_holds, case_terms TO {{worker}};
GRANT SELECT, UPDATE ON disposal_lists, disposal_items TO {{worker}};
GRANT UPDATE (payload) ON outbox TO {{worker}};
CREATE INDEX outbox_contents ON outbox (delivered_at) WHERE payload <> '{}'::jsonb;
COMMENT ON COLUMN outbox.payload IS 'What crosses; emptied 30 days after delivery, and at once when its case is disposed of';
