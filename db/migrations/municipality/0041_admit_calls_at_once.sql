-- What every call of the API asks for, in one statement each. Functions keep their plans: without them these questions were planned anew
-- for every call, which cost more than answering them.

-- Counts a call for its token, or for the caller's address where the token is nobody's, and says whether it may go on.
-- `hash` and the keys are hashes: nothing here is an address or a token.
CREATE FUNCTION admit_token(hash text, token_key text, stranger_key text, token_limit integer, stranger_limit integer, cost integer)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  known boolean;
  unnoted boolean;
  counted integer;
BEGIN
  SELECT true, coalesce(t.last_used_at < now() - interval '1 minute', true) INTO known, unnoted
  FROM access_tokens t JOIN integrations i ON i.id = t.integration_id JOIN staff s ON s.id = i.staff_id
  WHERE t.token_hash = hash AND t.expires_at > now() AND t.revoked_at IS NULL
    AND i.ended_at IS NULL AND s.suspended_at IS NULL;
  INSERT INTO rate_limits (key, window_start, hits)
  VALUES (CASE WHEN known THEN token_key ELSE stranger_key END,
    to_timestamp(floor(extract(epoch FROM now()) / 60) * 60), cost)
  ON CONFLICT (key, window_start) DO UPDATE SET hits = rate_limits.hits + excluded.hits
  RETURNING hits INTO counted;
  IF counted > (CASE WHEN known THEN token_limit ELSE stranger_limit END) THEN RETURN 'tooMany'; END IF;
  IF known IS NOT TRUE THEN RETURN 'unknown'; END IF;
  -- Once a minute at most, so that calls at the same time do not wait for each other's row.
  IF unnoted THEN
    UPDATE access_tokens SET last_used_at = now()
    WHERE token_hash = hash AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute');
  END IF;
  RETURN 'go';
END $$;

-- Where a post stands on a day: departments it answers for (its own and all below), those it is part of (its own and all above), and
-- groups that mean the person or a department the post is in.
CREATE FUNCTION reach_of_post(of_staff uuid, of_department text, on_day date)
RETURNS TABLE (below_it text[], above_it text[], in_groups text[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE living AS (
    SELECT d.code, d.parent FROM departments d
    WHERE d.valid_from <= on_day AND (d.valid_to IS NULL OR d.valid_to >= on_day)),
  below AS (
    SELECT l.code FROM living l WHERE l.code = of_department
    UNION SELECT l.code FROM living l JOIN below b ON l.parent = b.code),
  above AS (
    SELECT l.code, l.parent FROM living l WHERE l.code = of_department
    UNION SELECT l.code, l.parent FROM living l JOIN above a ON l.code = a.parent)
  SELECT coalesce((SELECT array_agg(b.code) FROM below b), '{}'), coalesce((SELECT array_agg(a.code) FROM above a), '{}'),
    ARRAY(SELECT DISTINCT g.id FROM staff_groups g JOIN staff_group_members m ON m.group_id = g.id
      WHERE g.valid_from <= on_day AND (g.valid_to IS NULL OR g.valid_to >= on_day)
        AND m.valid_from <= on_day AND (m.valid_to IS NULL OR m.valid_to >= on_day)
        AND (m.staff_id = of_staff OR m.department = of_department
          OR (m.below AND m.department IN (SELECT a.code FROM above a))));
END $$;

-- Who calls: the living token's integration, in its post of that day, with the reach of the post; nothing when any of them has ended.
CREATE FUNCTION caller_of_token(hash text, on_day date)
RETURNS TABLE (token_id uuid, scopes text[], name text, staff_id uuid, post_id uuid, department text, department_name text,
  "position" text, rank integer, roles text[], kind text, below_it text[], above_it text[], in_groups text[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT t.id, t.scopes, i.name, i.staff_id, p.id, p.department, d.name, p.position, p.rank, p.roles, p.kind,
    r.below_it, r.above_it, r.in_groups
  FROM access_tokens t JOIN integrations i ON i.id = t.integration_id JOIN staff s ON s.id = i.staff_id
    JOIN posts p ON p.id = i.post_id AND p.staff_id = i.staff_id
      AND p.valid_from <= on_day AND (p.valid_to IS NULL OR p.valid_to >= on_day)
    JOIN departments d ON d.code = p.department
      AND d.valid_from <= on_day AND (d.valid_to IS NULL OR d.valid_to >= on_day)
    CROSS JOIN LATERAL reach_of_post(i.staff_id, p.department, on_day) r
  WHERE t.token_hash = hash AND t.expires_at > now() AND t.revoked_at IS NULL
    AND i.ended_at IS NULL AND s.suspended_at IS NULL
  LIMIT 1;
END $$;

-- Rises with every change of any app's shape, so that shapes can be kept in memory: it is read with the epoch of the definitions. At the
-- end of the transaction: publishing must not hold the one row that everybody's retiring and publishing needs.
ALTER TABLE definition_epoch ADD COLUMN shapes bigint NOT NULL DEFAULT 1;
CREATE FUNCTION note_changed_shape() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE definition_epoch SET shapes = shapes + 1;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER note_changed_shape AFTER INSERT OR UPDATE OR DELETE ON app_tables
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_changed_shape();
