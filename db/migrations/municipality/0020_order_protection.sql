-- A used allowance goes with its examination when a case is disposed of; words about access count in the order they were said.

ALTER TABLE protection_uses DROP CONSTRAINT protection_uses_examination_id_fkey,
  ADD CONSTRAINT protection_uses_examination_id_fkey
    FOREIGN KEY (examination_id) REFERENCES protection_examinations (id) ON DELETE CASCADE;

ALTER TABLE applications ADD COLUMN access_message bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN applications.access_message IS 'The message owner_only comes from: an earlier one that arrives late changes nothing';
