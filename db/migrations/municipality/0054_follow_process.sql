-- What follows by itself in the process of a record: effects, each once, and reminders, each once.

CREATE TABLE record_effects (
  -- The message that asked for it: handled twice, it does nothing twice.
  message_id bigint PRIMARY KEY,
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE record_effects IS 'Effects of the process of a record that were done or given up, each once';
CREATE INDEX record_effects_of ON record_effects (app_id, record_id);

CREATE TABLE record_reminders (
  app_id text NOT NULL,
  record_id uuid NOT NULL,
  -- `state:<id>` of the process, or `seat:<approval>:<seat>`.
  about text NOT NULL,
  -- A deadline that moved is reminded of anew.
  due_on date NOT NULL,
  -- The day of the reminder, or late: it has passed.
  step text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, record_id, about, due_on, step)
);
COMMENT ON TABLE record_reminders IS 'Reminders of deadlines of records that were sent, each once';

-- Null: the process of the first record made the second.
ALTER TABLE record_links ALTER COLUMN staff_id DROP NOT NULL;

GRANT SELECT, INSERT ON record_effects, record_reminders TO {{staff}};
GRANT SELECT, DELETE ON record_effects, record_reminders TO {{worker}};
