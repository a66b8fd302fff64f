-- Views of work apps that people keep beside those of the definition: their own, and shared ones of whoever manages the app.

CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  app_id text NOT NULL,
  -- Whoever made it; of a shared view nobody owns it any more than its app's managers do.
  owner_staff_id uuid NOT NULL REFERENCES staff (id),
  shared boolean NOT NULL,
  title text NOT NULL CHECK (btrim(title) <> '' AND length(title) <= 60),
  -- What it shows, by code and by field id, so that it outlives a renamed field; the filter as trees and as text.
  body jsonb NOT NULL,
  -- Of a shared view: who finds it, and who meets it first.
  audience jsonb NOT NULL DEFAULT '{}',
  -- Of an own view: it is opened first.
  opens_first boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  updated_by uuid NOT NULL REFERENCES staff (id),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CHECK (NOT (shared AND opens_first))
);
COMMENT ON TABLE saved_views IS 'Saved views 保存した一覧 of work apps: own and shared; what they show is asked with the rights of whoever opens them';
CREATE INDEX saved_views_of_app ON saved_views (app_id, owner_staff_id) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, DELETE ON saved_views TO {{staff}};
GRANT UPDATE (title, body, audience, opens_first, revision, updated_by, updated_at, deleted_at) ON saved_views TO {{staff}};
