-- The worker's metrics say how many messages wait.
GRANT SELECT ON outbox_stuck TO {{worker}};
