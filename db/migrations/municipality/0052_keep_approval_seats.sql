-- A seat that goes on waiting keeps the moment since when it does: seats are written over, never taken away while the record is there.

REVOKE DELETE ON record_approval_seats FROM {{staff}};
GRANT UPDATE (state, key, acted_by, acted_at, due_on, since) ON record_approval_seats TO {{staff}};
