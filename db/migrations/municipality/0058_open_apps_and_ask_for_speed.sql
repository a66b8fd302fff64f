-- Work apps whose owner lets analysts read them: views with Japanese names in a schema of their own (core/analysis, ADR 78).

CREATE TABLE app_analysis (
  app_id text PRIMARY KEY,
  -- Free texts that the owner says are about no person: paths of fields, `3` or `10.11`. Others stay out.
  texts text[] NOT NULL DEFAULT '{}',
  opened_by uuid NOT NULL REFERENCES staff (id),
  opened_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE app_analysis IS 'Work apps used for analysis 分析に使う, with the free texts let out by name; every view of analysts asks here first';
GRANT SELECT, INSERT, UPDATE, DELETE ON app_analysis TO {{staff}};
GRANT SELECT ON app_analysis TO {{builder}};

-- What SQL reads cannot be written down row by row: who was connected when, and from where.
CREATE TABLE analyst_sessions (
  login text NOT NULL,
  pid integer NOT NULL,
  began_at timestamptz NOT NULL,
  address text,
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- Why the worker ended it; null: it ended by itself or goes on.
  ended_for text CHECK (ended_for IN ('expired', 'long')),
  PRIMARY KEY (login, pid, began_at)
);
COMMENT ON TABLE analyst_sessions IS 'Sessions of analysts 分析用ログイン as the worker saw them: login, from when until when, from which address';
GRANT SELECT, INSERT, UPDATE, DELETE ON analyst_sessions TO {{worker}};

-- 「この一覧を速くする」: an index that somebody who builds the app asked for, beside those that follow from its definition.
CREATE TABLE app_index_asks (
  app_id text NOT NULL,
  -- The same for the same question.
  key text NOT NULL,
  -- Which fields are compared and sorted by, by id; never what they are compared with.
  parts jsonb NOT NULL,
  asked_by uuid NOT NULL REFERENCES staff (id),
  asked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, key)
);
COMMENT ON TABLE app_index_asks IS 'Lists of work apps that somebody asked to make fast; the worker builds the indexes and drops them when the row goes';
GRANT SELECT, INSERT, DELETE ON app_index_asks TO {{staff}};
GRANT SELECT ON app_index_asks TO {{builder}};
