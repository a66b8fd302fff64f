-- How each member of staff wants to be told, and which mails were sent.

CREATE TABLE notice_rules (
  staff_id uuid NOT NULL REFERENCES staff (id),
  kind text NOT NULL,
  way text NOT NULL CHECK (way IN ('page', 'mail', 'digest', 'none')),
  PRIMARY KEY (staff_id, kind)
);
COMMENT ON TABLE notice_rules IS 'How somebody is told of a kind of thing: on the page, by mail at once, once a day, not at all; absent: as the kind begins';
GRANT SELECT, INSERT, DELETE ON notice_rules TO {{staff}};
GRANT UPDATE (way) ON notice_rules TO {{staff}};

CREATE TABLE notice_quiet_apps (
  staff_id uuid NOT NULL REFERENCES staff (id),
  app_id text NOT NULL,
  PRIMARY KEY (staff_id, app_id)
);
COMMENT ON TABLE notice_quiet_apps IS 'Work apps somebody wants to hear nothing of, but for being called by name';
GRANT SELECT, INSERT, DELETE ON notice_quiet_apps TO {{staff}};

CREATE TABLE notice_digests (
  staff_id uuid NOT NULL REFERENCES staff (id),
  day date NOT NULL,
  PRIMARY KEY (staff_id, day)
);
COMMENT ON TABLE notice_digests IS 'Days whose mail somebody was given: there is one a day';
GRANT SELECT, INSERT ON notice_digests TO {{staff}};
GRANT SELECT, DELETE ON notice_digests TO {{worker}};
