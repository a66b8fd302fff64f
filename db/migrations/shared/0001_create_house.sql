-- The few tables that all municipalities share. Zone logins see municipality names and hosts only.
CREATE SCHEMA IF NOT EXISTS madoguchi;
COMMENT ON SCHEMA madoguchi IS 'Shared by all municipalities: who lives here and under which host name';

CREATE TABLE madoguchi.municipalities (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE madoguchi.municipalities IS 'Tenants; each has a schema m<code> and roles m<code>_owner, _portal, _staff, _worker';

CREATE TABLE madoguchi.host_names (
  host text PRIMARY KEY,
  municipality text NOT NULL REFERENCES madoguchi.municipalities (code)
);
COMMENT ON TABLE madoguchi.host_names IS 'Which municipality answers under which host name (without port)';

GRANT USAGE ON SCHEMA madoguchi TO madoguchi_portal, madoguchi_staff, madoguchi_worker;
GRANT SELECT ON madoguchi.municipalities, madoguchi.host_names TO madoguchi_portal, madoguchi_staff, madoguchi_worker;
