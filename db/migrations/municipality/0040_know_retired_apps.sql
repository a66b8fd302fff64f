-- Every request asks for the epoch of the definitions; which apps are out of use comes with it, so that retiring holds for all
-- readers and writers from the next request on, at no further cost.
ALTER TABLE definition_epoch ADD COLUMN retired text[] NOT NULL DEFAULT '{}';
UPDATE definition_epoch SET retired = ARRAY(SELECT app_id FROM retired_apps);

CREATE FUNCTION note_retired_apps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE definition_epoch SET epoch = epoch + 1, retired = ARRAY(SELECT app_id FROM retired_apps ORDER BY app_id);
  RETURN NULL;
END $$;
CREATE TRIGGER note_retired_apps AFTER INSERT OR DELETE ON retired_apps
  FOR EACH STATEMENT EXECUTE FUNCTION note_retired_apps();
GRANT UPDATE (epoch, retired) ON definition_epoch TO {{staff}};
