/** People who build apps in a test city, and the worker that publishes, for tests of rooms above core/apps. */
export {
  type Building,
  definition,
  field,
  openBuilding,
  withFields,
} from '../../src/core/apps/building.testing.ts';
