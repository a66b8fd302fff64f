-- Audit that can be trusted: what was written down is sealed into a Merkle tree, whose signed heads leave the database (ADR 25).

-- A leaf hides its row: without the salt, which redaction removes, nobody can try out who might have stood there.
ALTER TABLE audit ADD COLUMN salt uuid DEFAULT gen_random_uuid();
-- Sealing goes forward by transaction, the list by time.
CREATE INDEX audit_xid ON audit (xid, id);
CREATE INDEX audit_at ON audit (at, id);
GRANT SELECT ON audit TO {{worker}};

CREATE TABLE audit_leaves (
  position bigint PRIMARY KEY CHECK (position >= 0),
  row_id bigint NOT NULL UNIQUE,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
COMMENT ON TABLE audit_leaves IS 'Append-only: the hash of each sealed audit row, in the order of sealing; stays when the row is redacted';
GRANT SELECT, INSERT ON audit_leaves TO {{worker}};
GRANT SELECT ON audit_leaves TO {{staff}};

CREATE TABLE audit_heads (
  size bigint PRIMARY KEY CHECK (size > 0),
  at timestamptz NOT NULL,
  -- Every transaction below it had ended: sealing goes on from here.
  horizon xid8 NOT NULL,
  -- Roots of the perfect subtrees, largest first; together they are the root that was signed.
  frontier bytea NOT NULL,
  -- The signed checkpoint: what counts. The columns above are only to find and to go on.
  note text NOT NULL
);
COMMENT ON TABLE audit_heads IS 'Append-only: one signed head of the audit tree per round of sealing';
CREATE INDEX audit_heads_at ON audit_heads (at);
GRANT SELECT, INSERT ON audit_heads TO {{worker}};
GRANT SELECT ON audit_heads TO {{staff}};

CREATE TABLE audit_redactions (
  row_id bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  note text NOT NULL
);
COMMENT ON TABLE audit_redactions IS 'Append-only, by the owner only: signed word that the content of an audit row was disposed of; its leaf stays';
GRANT SELECT ON audit_redactions TO {{worker}}, {{staff}};

CREATE TABLE audit_sealing_state (
  part text PRIMARY KEY,
  size bigint NOT NULL DEFAULT 0,
  done_at timestamptz,
  failing_since timestamptz,
  failures integer NOT NULL DEFAULT 0,
  error text
);
COMMENT ON TABLE audit_sealing_state IS 'How sealing and each anchor are doing, for people to see; evidence of nothing';
GRANT SELECT, INSERT, UPDATE ON audit_sealing_state TO {{worker}};
GRANT SELECT ON audit_sealing_state TO {{staff}};
