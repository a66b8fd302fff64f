export { actText, zoneText } from './audit-words.ts';
