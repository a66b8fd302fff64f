-- 手続の棚卸し: every procedure of the city, also the many that have no full definition. Facts of the office, no person in them.

CREATE TABLE procedure_inventory (
  code text PRIMARY KEY CHECK (code ~ '^[0-9A-Za-z][0-9A-Za-z-]{0,59}$'),
  -- Empty: nobody answers for it yet; the quality report says so.
  department text NOT NULL DEFAULT '',
  body jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid REFERENCES staff (id)
);
COMMENT ON TABLE procedure_inventory IS '手続の棚卸し: one procedure of the city as it stands (core/inventory/entry.ts)';

CREATE TABLE procedure_inventory_versions (
  code text NOT NULL REFERENCES procedure_inventory (code),
  version integer NOT NULL,
  department text NOT NULL,
  body jsonb NOT NULL,
  why text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  by uuid REFERENCES staff (id),
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE procedure_inventory_versions IS 'Every state of an entry; the newest is the one that stands. What a procedure asked before and asks now is read from here';

CREATE TABLE procedure_volumes (
  code text NOT NULL REFERENCES procedure_inventory (code),
  fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 1989 AND 2199),
  channel text NOT NULL CHECK (channel IN ('online', 'counter', 'post', 'store', 'portal')),
  cases integer NOT NULL CHECK (cases >= 0),
  PRIMARY KEY (code, fiscal_year, channel)
);
COMMENT ON TABLE procedure_volumes IS 'How many came in a fiscal year by which way; no row: nobody counted';

-- Which state of the three tables this is: a process keeps what it read as long as the mark is the same (as organisation_mark).
CREATE TABLE procedure_inventory_mark (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  mark uuid NOT NULL DEFAULT gen_random_uuid()
);
COMMENT ON TABLE procedure_inventory_mark IS 'One row: which state of the stock-take this is';
INSERT INTO procedure_inventory_mark DEFAULT VALUES;

CREATE FUNCTION renew_inventory_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE procedure_inventory_mark SET mark = gen_random_uuid();
  RETURN NULL;
END $$;
CREATE TRIGGER renew_inventory_mark BEFORE INSERT OR UPDATE OR DELETE ON procedure_inventory
  FOR EACH STATEMENT EXECUTE FUNCTION renew_inventory_mark();
CREATE TRIGGER renew_inventory_mark BEFORE INSERT OR UPDATE OR DELETE ON procedure_volumes
  FOR EACH STATEMENT EXECUTE FUNCTION renew_inventory_mark();

GRANT SELECT, INSERT, UPDATE ON procedure_inventory TO {{staff}};
GRANT SELECT, INSERT ON procedure_inventory_versions TO {{staff}};
GRANT SELECT, INSERT, UPDATE, DELETE ON procedure_volumes TO {{staff}};
GRANT SELECT, UPDATE (mark) ON procedure_inventory_mark TO {{staff}};

-- What residents may find of it, on their side: brought by message, in a state that never goes back.
CREATE TABLE procedure_listings (
  code text PRIMARY KEY,
  version integer NOT NULL,
  -- Null: not shown (any more). The row stays, so that an older message cannot bring it back.
  body jsonb
);
COMMENT ON TABLE procedure_listings IS 'Procedures without a full definition that residents find by search';

CREATE TABLE procedure_listing_mark (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  mark uuid NOT NULL DEFAULT gen_random_uuid()
);
COMMENT ON TABLE procedure_listing_mark IS 'One row: which state of the listings this is';
INSERT INTO procedure_listing_mark DEFAULT VALUES;

CREATE FUNCTION renew_listing_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE procedure_listing_mark SET mark = gen_random_uuid();
  RETURN NULL;
END $$;
CREATE TRIGGER renew_listing_mark BEFORE INSERT OR UPDATE ON procedure_listings
  FOR EACH STATEMENT EXECUTE FUNCTION renew_listing_mark();

GRANT SELECT, INSERT, UPDATE ON procedure_listings TO {{portal}};
GRANT SELECT, UPDATE (mark) ON procedure_listing_mark TO {{portal}};
