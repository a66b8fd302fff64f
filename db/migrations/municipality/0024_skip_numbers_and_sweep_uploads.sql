-- Numbers that a restore steps over, and files nobody took up.

CREATE TABLE document_number_gaps (
  department text NOT NULL,
  fiscal_year integer NOT NULL,
  first integer NOT NULL,
  last integer NOT NULL,
  reason text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (department, fiscal_year, first),
  CHECK (first <= last)
);
COMMENT ON TABLE document_number_gaps IS 'Numbers 第N号 that are not given (again) although no document stands behind them here: 欠番 of a restore, with the reason';
GRANT SELECT ON document_number_gaps TO {{staff}};

-- The sweep runs as the worker alone: no page can delete an attachment.
GRANT SELECT (id, case_id, added_at), DELETE ON staff_files TO {{worker}};
