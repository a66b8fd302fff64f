/** What a person could select and copy out of a PDF, for db tests of rooms above platform/pdf. */
export { readText } from '../../src/platform/pdf/read-text.testing.ts';
