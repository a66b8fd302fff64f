-- Publishing asks again, where it is done, whether whoever asked for it may still manage the app: the builder reads who holds which post
-- today, and nothing more of people than the name that goes with it.
GRANT SELECT (id, family, given, suspended_at) ON staff TO {{builder}};
GRANT SELECT ON posts, departments, absences, staff_groups, staff_group_members TO {{builder}};
