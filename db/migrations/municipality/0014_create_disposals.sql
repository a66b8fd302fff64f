-- After a restore: what waited to leave the house is held for a person to decide, and what was disposed of is again.

ALTER TABLE outbox
  ADD COLUMN after_restore boolean NOT NULL DEFAULT (coalesce(current_setting('madoguchi.after_restore', true), '') = 'on'),
  ADD COLUMN released_at timestamptz,
  ADD COLUMN dropped_at timestamptz;
COMMENT ON COLUMN outbox.after_restore IS 'Waited in a backup that was restored, or was caused by such a message: perhaps delivered before';
COMMENT ON COLUMN outbox.released_at IS 'A person decided that a held message leaves the house after all';
COMMENT ON COLUMN outbox.dropped_at IS 'A person decided that a held message is not sent';
GRANT UPDATE (released_at, dropped_at) ON outbox TO {{worker}};

CREATE TABLE disposals (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('disposal', 'erasure', 'transfer')),
  noun text NOT NULL,
  ids text[] NOT NULL CHECK (cardinality(ids) > 0),
  decided_at timestamptz NOT NULL DEFAULT now(),
  decided_by uuid[] NOT NULL CHECK (cardinality(decided_by) > 0),
  basis text NOT NULL CHECK (basis <> ''),
  journaled_at timestamptz,
  applied_at timestamptz,
  CHECK (applied_at IS NULL OR journaled_at IS NOT NULL)
);
COMMENT ON TABLE disposals IS 'Decisions 廃棄・消去・移管: append-only; written outside the database too before they are carried out, and repeated after a restore';
CREATE INDEX disposals_waiting ON disposals (decided_at, id) WHERE applied_at IS NULL;
GRANT SELECT, INSERT (id, kind, noun, ids, decided_by, basis) ON disposals TO {{staff}};
GRANT SELECT, UPDATE (journaled_at, applied_at) ON disposals TO {{worker}};
