/** A test city whose office works, for tests of rooms above core/cases. */
export { type Office, openOffice } from '../../src/core/cases/office-fixture.testing.ts';
