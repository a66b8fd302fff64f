-- Records of work apps leave the house as cases do.
ALTER TABLE exports DROP CONSTRAINT exports_source_check;
ALTER TABLE exports ADD CONSTRAINT exports_source_check CHECK (source IN ('cases', 'staff', 'departments', 'records'));
