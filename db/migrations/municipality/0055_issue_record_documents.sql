-- Papers made of records of work apps: kept with the record, numbered like the documents of cases.

CREATE TABLE record_documents (
  -- Of the form that asked for it: sent twice, there is one paper.
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- Code in the definition; the title as it was called then.
  template text NOT NULL,
  title text NOT NULL,
  department text,
  fiscal_year integer,
  serial integer,
  number text,
  verification_code text UNIQUE,
  state text NOT NULL CHECK (state IN ('rendering', 'waiting-repair', 'issued', 'revoked', 'void')),
  -- Every word and picture that is set, until it is: then the PDF is all there is.
  data jsonb,
  -- Fields that stand on it: who may not read one of them may not open it.
  field_ids integer[] NOT NULL,
  -- 支援措置: made without addresses.
  omitted boolean NOT NULL DEFAULT false,
  missing jsonb,
  sha256 text,
  bytes integer,
  -- Null: the process of the record.
  asked_by uuid REFERENCES staff (id),
  asked_at timestamptz NOT NULL DEFAULT now(),
  issued_at timestamptz,
  ended_at timestamptz,
  ended_by uuid REFERENCES staff (id),
  reason text,
  replaces uuid REFERENCES record_documents (id),
  UNIQUE (department, fiscal_year, serial),
  CHECK (num_nulls(department, fiscal_year, serial, number) IN (0, 4)),
  CHECK (state NOT IN ('issued', 'revoked') OR sha256 IS NOT NULL)
);
COMMENT ON TABLE record_documents IS 'Papers of records of work apps: number, state and where the PDF lies; values only until it is set';
CREATE INDEX record_documents_of ON record_documents (app_id, record_id, asked_at DESC);
-- The sweep of contents asks by digest.
CREATE INDEX record_documents_sha256 ON record_documents (sha256) WHERE sha256 IS NOT NULL;

GRANT SELECT, INSERT ON record_documents TO {{staff}};
GRANT UPDATE (record_id, state, data, missing, sha256, bytes, issued_at, ended_at, ended_by, reason) ON record_documents TO {{staff}};
-- Erasing with the record is the worker's.
GRANT SELECT (app_id, record_id), DELETE ON record_documents TO {{worker}};
