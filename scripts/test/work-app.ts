/** Work apps in a test city, for tests of rooms above core/entries. */
export {
  auditOf,
  field,
  keyring,
  openStudio,
  publishApp,
  type Studio,
  workApp,
} from '../../src/core/entries/fixture.testing.ts';
