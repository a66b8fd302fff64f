export {
  type PhotoToPrint,
  type PrintedPictures,
  printedPhotos,
  printedSignature,
} from './printed-pictures.server.ts';
export { shownPhoto } from './shown-photo.server.ts';
