-- Drafts of apps, their publishing, values that change their type, derived indexes.

CREATE TABLE app_drafts (
  app_id text PRIMARY KEY,
  based_on integer,
  body jsonb NOT NULL,
  retypes jsonb NOT NULL DEFAULT '[]',
  revision integer NOT NULL DEFAULT 1,
  created_by uuid NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid NOT NULL REFERENCES staff (id),
  changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE app_drafts IS 'The one living draft of an app; based_on is the version it began from, empty for an app that is not published yet';
GRANT SELECT, INSERT, UPDATE, DELETE ON app_drafts TO {{staff}};
GRANT SELECT, UPDATE, DELETE ON app_drafts TO {{builder}};

CREATE TABLE app_publications (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  based_on integer,
  body jsonb NOT NULL,
  retypes jsonb NOT NULL DEFAULT '[]',
  note text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'converting', 'published', 'refused')),
  problems jsonb NOT NULL DEFAULT '[]',
  version integer,
  draft_revision integer,
  rolled_back_to integer,
  requested_by uuid NOT NULL REFERENCES staff (id),
  post_id uuid REFERENCES posts (id),
  requested_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
COMMENT ON TABLE app_publications IS 'Each publishing of an app: who asked, how far it is, what became of it';
CREATE UNIQUE INDEX app_publications_one ON app_publications (app_id) WHERE state IN ('waiting', 'converting');
CREATE INDEX app_publications_of ON app_publications (app_id, requested_at DESC);
GRANT SELECT, INSERT ON app_publications TO {{staff}};
GRANT SELECT ON app_publications TO {{builder}};
GRANT UPDATE (state, problems, version, finished_at) ON app_publications TO {{builder}};

CREATE TABLE app_conversions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id text NOT NULL,
  publication_id uuid NOT NULL REFERENCES app_publications (id),
  kind text NOT NULL CHECK (kind IN ('convert', 'recalculate', 'reindex')),
  from_field integer,
  to_fields integer[] NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'ended')),
  cursor uuid,
  pending uuid[] NOT NULL DEFAULT '{}',
  total bigint NOT NULL,
  done bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  began_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CHECK ((kind = 'convert') = (from_field IS NOT NULL))
);
COMMENT ON TABLE app_conversions IS 'Values that the worker brings to another field or calculates anew, with how far it is; ended: the old field takes no writes any more';
CREATE INDEX app_conversions_running ON app_conversions (id) WHERE state = 'running';
CREATE INDEX app_conversions_of ON app_conversions (publication_id);
GRANT SELECT ON app_conversions TO {{staff}};
GRANT SELECT, INSERT, UPDATE ON app_conversions TO {{builder}};

CREATE TABLE app_conversion_failures (
  conversion_id bigint NOT NULL REFERENCES app_conversions (id) ON DELETE CASCADE,
  record_id uuid NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (conversion_id, record_id)
);
COMMENT ON TABLE app_conversion_failures IS 'Records whose value did not fit the new type; the value itself stands in the old field only';
GRANT SELECT ON app_conversion_failures TO {{staff}};
GRANT SELECT, INSERT, UPDATE, DELETE ON app_conversion_failures TO {{builder}};

CREATE TABLE retired_apps (
  app_id text PRIMARY KEY,
  retired_at timestamptz NOT NULL DEFAULT now(),
  retired_by uuid NOT NULL REFERENCES staff (id),
  reason text NOT NULL DEFAULT ''
);
COMMENT ON TABLE retired_apps IS 'Apps out of use: nobody finds them, their records stay';
GRANT SELECT, INSERT, DELETE ON retired_apps TO {{staff}};
GRANT SELECT ON retired_apps TO {{builder}};

CREATE TABLE app_indexes (
  name text PRIMARY KEY,
  app_id text NOT NULL,
  table_name text NOT NULL,
  definition text NOT NULL,
  is_unique boolean NOT NULL,
  reason text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'building', 'ready', 'failed', 'over', 'unused')),
  problem text,
  wanted_at timestamptz NOT NULL DEFAULT now(),
  built_at timestamptz,
  scans bigint NOT NULL DEFAULT 0,
  used_at timestamptz
);
COMMENT ON TABLE app_indexes IS 'Indexes that views, permissions, unique keys and lookups ask for, and what became of them; over: more than an app may have, unused: dropped because nobody asked for 30 days';
CREATE INDEX app_indexes_of ON app_indexes (app_id);
GRANT SELECT ON app_indexes TO {{staff}};
GRANT SELECT, INSERT, UPDATE, DELETE ON app_indexes TO {{builder}};

-- Which versions running cases are on decides when an old field may go; whose cases they are does not.
GRANT SELECT (app_id, app_version, closed_at) ON cases TO {{builder}};
GRANT INSERT ON audit TO {{builder}};
