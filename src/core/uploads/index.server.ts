export {
  beginUpload,
  finishUpload,
  giveUpUpload,
  receivePiece,
  type UploadDesk,
  uploadOf,
} from './receive-upload.server.ts';
export { expireUploads, type UploadRow } from './uploads.sql.ts';
