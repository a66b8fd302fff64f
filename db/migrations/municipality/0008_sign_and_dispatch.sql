-- Signed documents, numbers that were not used (欠番), delivery by choice, letters (発送簿).

ALTER TABLE documents
  ADD COLUMN signature jsonb,
  ADD COLUMN waiting_for text CHECK (waiting_for IN ('timestamp', 'certificate')),
  ADD COLUMN waiting_since timestamptz,
  ADD COLUMN retry_at timestamptz,
  ADD COLUMN opened_at timestamptz,
  ADD COLUMN void_reason text,
  ADD COLUMN voided_at timestamptz,
  ADD COLUMN voided_by uuid REFERENCES posts (id),
  ADD COLUMN proposal jsonb;
UPDATE documents SET void_reason = '記録なし', voided_at = now() WHERE state = 'void';
ALTER TABLE documents ADD CONSTRAINT documents_void_has_reason
    CHECK ((state = 'void') = (void_reason IS NOT NULL AND void_reason <> '' AND voided_at IS NOT NULL));
COMMENT ON COLUMN documents.signature IS 'Who signed, when, the timestamp: what the PDF says of its own signature';
COMMENT ON COLUMN documents.waiting_for IS 'The signature cannot be made now; tried again at retry_at';
COMMENT ON COLUMN documents.void_reason IS '欠番: why this number was never issued';
COMMENT ON COLUMN documents.proposal IS 'Revocation or reissue that one person asked for and another has to confirm';
CREATE INDEX documents_retry ON documents (retry_at) WHERE waiting_for IS NOT NULL;

ALTER TABLE cases ADD COLUMN delivery text CHECK (delivery IN ('electronic', 'post'));
COMMENT ON COLUMN cases.delivery IS 'How the recipient wants documents; empty: nobody chose, so by post';
ALTER TABLE applications ADD COLUMN delivery text CHECK (delivery IN ('electronic', 'post'));
COMMENT ON COLUMN applications.delivery IS 'How the recipient wants documents; electronic only by their choice';
ALTER TABLE verifications
  ADD COLUMN signer text,
  ADD COLUMN signed_at timestamptz,
  ADD COLUMN timestamped_at timestamptz,
  ADD COLUMN timestamped_by text;

CREATE TABLE dispatches (
  id uuid PRIMARY KEY,
  document_id uuid NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
  case_id uuid NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  department text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('chosen', 'no-choice', 'unopened')),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'printed', 'dispatched', 'pulled', 'returned')),
  post_code text NOT NULL DEFAULT '',
  listed_at timestamptz NOT NULL DEFAULT now(),
  prints integer NOT NULL DEFAULT 0,
  printed_at timestamptz,
  kind text CHECK (kind IN ('ordinary', 'specified-record', 'simple-registered')),
  dispatched_on date,
  returned_on date,
  note text,
  CHECK (state <> 'dispatched' OR (kind IS NOT NULL AND dispatched_on IS NOT NULL)),
  CHECK (state <> 'returned' OR (dispatched_on IS NOT NULL AND returned_on IS NOT NULL AND note <> '')),
  CHECK (state <> 'pulled' OR note <> '')
);
COMMENT ON TABLE dispatches IS '発送簿: one line per document that goes by post, so that none is sent twice';
CREATE INDEX dispatches_of ON dispatches (department, state, post_code);
CREATE INDEX dispatches_case ON dispatches (case_id);

CREATE TABLE dispatch_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dispatch_id uuid NOT NULL REFERENCES dispatches (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  act text NOT NULL CHECK (act IN ('list', 'print', 'reprint', 'pull', 'put-back', 'dispatch', 'return', 'resend')),
  post_id uuid REFERENCES posts (id),
  note text
);
COMMENT ON TABLE dispatch_log IS 'Append-only: what was done with each letter, reprints among it';
CREATE INDEX dispatch_log_of ON dispatch_log (dispatch_id, id);

GRANT SELECT, INSERT, UPDATE ON dispatches TO {{staff}};
GRANT SELECT, INSERT ON dispatch_log TO {{staff}};
