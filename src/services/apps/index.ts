/** The door of this service for pages without React. */
export { SendFailed, SignedOut } from './pieces/send-in-pieces.ts';
export { sendFile } from './record/send-file.ts';
