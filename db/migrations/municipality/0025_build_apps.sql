-- Work apps are published while the house is open: a role of its own owns the tables of records, and every record knows who
-- made and changed it, its state, who is in charge, and whether it lies in the trash.

DO $$
DECLARE
  one record;
  part text;
BEGIN
  FOR one IN SELECT table_name, shape FROM app_tables LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD COLUMN IF NOT EXISTS created_by uuid, ADD COLUMN IF NOT EXISTS updated_by uuid, '
      'ADD COLUMN IF NOT EXISTS state text, ADD COLUMN IF NOT EXISTS assignees uuid[], '
      'ADD COLUMN IF NOT EXISTS deleted_at timestamptz, ADD COLUMN IF NOT EXISTS deleted_by uuid', one.table_name);
    -- Who erases what has lain in the trash long enough must see since when.
    EXECUTE format('GRANT SELECT (deleted_at) ON %I TO {{worker}}', one.table_name);
    FOR part IN
      SELECT one.table_name UNION ALL SELECT child ->> 'table' FROM jsonb_array_elements(one.shape -> 'children') AS child
    LOOP
      EXECUTE format('ALTER TABLE %I OWNER TO {{builder}}', part);
      EXECUTE format('ALTER VIEW %I OWNER TO {{builder}}', 'v_' || substr(part, 3));
    END LOOP;
  END LOOP;
END $$;

-- What the publishing job does besides tables of records.
GRANT SELECT, INSERT, UPDATE ON app_tables TO {{builder}};
GRANT SELECT ON app_tables TO {{worker}};
GRANT SELECT, INSERT ON definitions TO {{builder}};
GRANT SELECT, UPDATE ON definition_epoch TO {{builder}};

CREATE TABLE app_numbers (
  app_id text NOT NULL,
  field_id integer NOT NULL,
  series text NOT NULL,
  last bigint NOT NULL CHECK (last > 0),
  PRIMARY KEY (app_id, field_id, series)
);
COMMENT ON TABLE app_numbers IS 'Automatic numbers: the last one of each series (a ward, a fiscal year …), taken by one statement';
GRANT SELECT, INSERT, UPDATE ON app_numbers TO {{staff}};
