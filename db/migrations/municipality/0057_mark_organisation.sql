-- The organisation of the day is kept in memory as long as its mark is the same one. Every change of what it is made of renews the mark,
-- before it locks anything else of that change, so that two of them wait for each other instead of going wrong. A mark is drawn, not
-- counted: that of a change which was rolled back never comes again for another one.
CREATE TABLE organisation_mark (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  mark uuid NOT NULL DEFAULT gen_random_uuid()
);
COMMENT ON TABLE organisation_mark IS 'One row: which state of departments, posts, suspensions, absences and groups this is';
INSERT INTO organisation_mark DEFAULT VALUES;
GRANT SELECT, UPDATE (mark) ON organisation_mark TO {{staff}};

CREATE FUNCTION renew_organisation_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_mark SET mark = gen_random_uuid();
  RETURN NULL;
END $$;
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OR DELETE ON departments
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OR DELETE ON posts
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OF suspended_at OR DELETE ON staff
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OR DELETE ON absences
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OR DELETE ON staff_groups
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();
CREATE TRIGGER renew_organisation_mark BEFORE INSERT OR UPDATE OR DELETE ON staff_group_members
  FOR EACH STATEMENT EXECUTE FUNCTION renew_organisation_mark();

-- Seating anew and reminders walk what still asks somebody, never all that was ever decided.
CREATE INDEX record_approvals_unfinished ON record_approvals (app_id, record_id)
  WHERE state IN ('circulating', 'sentBack', 'recalled');
CREATE INDEX record_approval_seats_unread ON record_approval_seats (app_id, record_id) WHERE state IN ('toReview', 'toRead');
CREATE INDEX record_approval_seats_due ON record_approval_seats (app_id, due_on, approval_id, seat_id)
  WHERE state = 'open' AND due_on IS NOT NULL;
DROP INDEX record_approvals_due;
CREATE INDEX record_process_due_in ON record_process (app_id, state, due_on, record_id) WHERE due_on IS NOT NULL;
DROP INDEX record_process_due;

-- 人事異動 moved these: read whole, newest first.
CREATE INDEX record_acts_moved ON record_acts (id DESC) WHERE kind = 'system' AND act = 'reseat';
