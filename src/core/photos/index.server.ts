export {
  type PhotoToPrint,
  type PrintedPictures,
  printedPhotos,
  printedSignature,
} from './printed-pictures.server.ts';
export { shownPhoto, smallPhoto } from './shown-photo.server.ts';
