-- 業務アプリ台帳 (C02): what each app is worth, as its owner says, and how it is used, as the audit says.

CREATE TABLE app_cards (
  app_id text PRIMARY KEY,
  stage text NOT NULL CHECK (stage IN ('trial', 'live')),
  contact uuid REFERENCES staff (id),
  hours_saved numeric(9, 1) CHECK (hours_saved >= 0),
  hours_basis text NOT NULL DEFAULT '',
  cost_avoided numeric(13) CHECK (cost_avoided >= 0),
  cost_basis text NOT NULL DEFAULT '',
  revision integer NOT NULL DEFAULT 1,
  changed_by uuid NOT NULL REFERENCES staff (id),
  changed_at timestamptz NOT NULL DEFAULT now(),
  -- A figure that nobody can explain is none.
  CHECK (hours_saved IS NULL OR btrim(hours_basis) <> ''),
  CHECK (cost_avoided IS NULL OR btrim(cost_basis) <> '')
);
COMMENT ON TABLE app_cards IS 'Register of apps 業務アプリ台帳: trial or live, contact, hours saved and outsourcing cost avoided per year with their basis';
GRANT SELECT, INSERT, UPDATE ON app_cards TO {{staff}};

-- Folded from the sealed audit by the worker, so that using an app costs nothing and what was typed counts for nothing.
CREATE TABLE app_usage (
  app_id text NOT NULL,
  staff_id uuid NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL CHECK (last_at >= first_at),
  uses bigint NOT NULL CHECK (uses > 0),
  PRIMARY KEY (app_id, staff_id)
);
COMMENT ON TABLE app_usage IS 'Who used a work app from when until when and how often, counted from the audit';
GRANT SELECT ON app_usage TO {{staff}};
GRANT SELECT, INSERT, UPDATE ON app_usage TO {{worker}};

CREATE TABLE app_usage_mark (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  through bigint NOT NULL
);
COMMENT ON TABLE app_usage_mark IS 'The last leaf of the audit tree that app_usage has counted';
INSERT INTO app_usage_mark (through) VALUES (-1);
GRANT SELECT, UPDATE ON app_usage_mark TO {{worker}};
