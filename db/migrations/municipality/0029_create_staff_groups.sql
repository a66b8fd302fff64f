-- Groups of staff 職員グループ: across departments, for permissions, fields and notices. Members come and go with dates, so that
-- who belonged when can be said later.

CREATE TABLE staff_groups (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(id) <= 64),
  name text NOT NULL CHECK (btrim(name) <> ''),
  department text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CHECK (valid_to >= valid_from - 1)
);
COMMENT ON TABLE staff_groups IS 'Groups of staff 職員グループ: name, department that keeps it, validity; ended ones stay readable';
CREATE UNIQUE INDEX staff_groups_name ON staff_groups (department, name) WHERE valid_to IS NULL;
GRANT SELECT, INSERT ON staff_groups TO {{staff}};
GRANT UPDATE (name, department, valid_to) ON staff_groups TO {{staff}};

CREATE TABLE staff_group_members (
  id uuid PRIMARY KEY,
  group_id text NOT NULL REFERENCES staff_groups (id),
  staff_id uuid REFERENCES staff (id),
  department text,
  below boolean NOT NULL DEFAULT false,
  valid_from date NOT NULL,
  valid_to date,
  -- One person, or whoever acts in a department.
  CHECK (num_nonnulls(staff_id, department) = 1),
  CHECK (department IS NOT NULL OR NOT below),
  CHECK (valid_to >= valid_from - 1)
);
COMMENT ON TABLE staff_group_members IS 'Members of groups: a person, or a department with or without all below it; a removed one ends the day before';
CREATE UNIQUE INDEX staff_group_members_person ON staff_group_members (group_id, staff_id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX staff_group_members_department ON staff_group_members (group_id, department) WHERE valid_to IS NULL;
CREATE INDEX staff_group_members_of ON staff_group_members (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX staff_group_members_in ON staff_group_members (department) WHERE department IS NOT NULL;
GRANT SELECT, INSERT ON staff_group_members TO {{staff}};
GRANT UPDATE (valid_to) ON staff_group_members TO {{staff}};
