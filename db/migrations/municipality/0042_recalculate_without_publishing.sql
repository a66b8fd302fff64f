-- A new layer of the map moves records to other areas: calculated anew without anybody publishing the app.
ALTER TABLE app_conversions ALTER COLUMN publication_id DROP NOT NULL;
COMMENT ON COLUMN app_conversions.publication_id IS 'Which publishing asked for it; empty: a pack brought a new layer of the map';
