export { shownPhoto } from './shown-photo.server.ts';
