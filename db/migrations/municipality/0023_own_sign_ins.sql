-- People see where they are signed in and end it; changing a way to sign in asks who one is again.
ALTER TABLE staff_sessions
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN device text NOT NULL DEFAULT '',
  ADD COLUMN confirmed_at timestamptz;
COMMENT ON COLUMN staff_sessions.id IS 'Names the session in pages; the hash of the cookie never leaves the server';
COMMENT ON COLUMN staff_sessions.device IS 'Browser and system in a word each, for its owner; nothing else of the machine';
COMMENT ON COLUMN staff_sessions.confirmed_at IS 'When the person last proved again who they are, for changes of their ways to sign in';
CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id);

-- A password that somebody else gave opens only the page where one of one's own is made.
ALTER TABLE staff_sessions DROP CONSTRAINT staff_sessions_stage_check;
ALTER TABLE staff_sessions ADD CONSTRAINT staff_sessions_stage_check
  CHECK (stage IN ('start', 'second-factor', 'new-password', 'post', 'full'));
ALTER TABLE staff_credentials ADD COLUMN ends_at timestamptz;
COMMENT ON COLUMN staff_credentials.ends_at IS 'First passwords only: until when they open';

ALTER TABLE portal_sessions
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN device text NOT NULL DEFAULT '';
COMMENT ON COLUMN portal_sessions.id IS 'Names the session in pages; the hash of the cookie never leaves the server';
COMMENT ON COLUMN portal_sessions.device IS 'Browser and system in a word each, for its owner; nothing else of the machine';
CREATE INDEX portal_sessions_account ON portal_sessions (account_id) WHERE account_id IS NOT NULL;
