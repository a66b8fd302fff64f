-- 支援措置 in work apps: whom records name, what officers decided about them, and who may see what a record hides.

CREATE TABLE record_persons (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- `n:` a written form of a name, `k:` its reading, `p:` linked by an officer, `r:<app>/<record>` refers to that record.
  key text NOT NULL,
  birth_date text NOT NULL DEFAULT '',
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (app_id, record_id, key, birth_date)
);
COMMENT ON TABLE record_persons IS 'Everybody a record of a work app names or refers to; a name that was corrected still counts';
CREATE INDEX record_persons_key ON record_persons (key);

CREATE TABLE protection_record_decisions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES protection_persons (id),
  verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'unrelated')),
  reason text NOT NULL CHECK (reason <> ''),
  post_id uuid NOT NULL REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_record_decisions IS 'Whether a person of a record is the person of a measure; the latest counts, until the record names somebody new';
CREATE INDEX protection_record_decisions_of ON protection_record_decisions (app_id, record_id, person_id, id DESC);

CREATE TABLE protection_record_requests (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff (id),
  post_id uuid NOT NULL REFERENCES posts (id),
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_record_requests IS 'Who asked to see what a record under 支援措置 hides, and why';
CREATE INDEX protection_record_requests_of ON protection_record_requests (app_id, record_id, staff_id, at DESC);

CREATE TABLE protection_record_examinations (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- Whose access was examined.
  staff_id uuid NOT NULL REFERENCES staff (id),
  verdict text NOT NULL CHECK (verdict IN ('allow', 'refuse')),
  -- The last day of an allowance.
  valid_to date CHECK ((valid_to IS NOT NULL) = (verdict = 'allow')),
  reason text NOT NULL CHECK (reason <> ''),
  seen text[] NOT NULL DEFAULT '{}',
  examined_by uuid NOT NULL REFERENCES staff (id) CHECK (examined_by <> staff_id),
  post_id uuid NOT NULL REFERENCES posts (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE protection_record_examinations IS '厳格な審査 of one member of staff at one record, by another; the latest counts, to the end of its term';
CREATE INDEX protection_record_examinations_of ON protection_record_examinations (app_id, record_id, staff_id, at DESC);

-- Asked with the first message of a request: whether any measure is in force. Who may not read measures learns nothing (null).
CREATE FUNCTION measures_stand() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT has_table_privilege('protection_measures', 'SELECT') THEN RETURN NULL; END IF;
  RETURN EXISTS (SELECT FROM protection_measures WHERE ended_at IS NULL);
END $$;

GRANT SELECT, INSERT ON record_persons, protection_record_decisions, protection_record_requests, protection_record_examinations
  TO {{staff}};
GRANT SELECT, INSERT ON record_persons TO {{builder}};
GRANT SELECT, DELETE ON record_persons, protection_record_decisions, protection_record_requests, protection_record_examinations
  TO {{worker}};

-- Records that are there already: until the worker has gone through them, their apps count as not indexed, and what says where
-- somebody is stays hidden as soon as a measure stands.
UPDATE app_tables SET shape = jsonb_set(shape, '{search,stale}', 'true') WHERE shape ? 'search';
