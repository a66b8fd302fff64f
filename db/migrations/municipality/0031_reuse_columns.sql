-- Columns of retired fields are used again once their values are in history only; the builder writes that history.
GRANT INSERT ON record_history TO {{builder}};
