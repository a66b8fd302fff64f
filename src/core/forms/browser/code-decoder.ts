/** Codes out of pixels, for browsers without BarcodeDetector; a chunk of its own, fetched when somebody scans. */
import {
  BarcodeFormat,
  BinaryBitmap,
  DataMatrixReader,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from '@zxing/library';

const formatsOf: Record<string, BarcodeFormat> = {
  qr_code: BarcodeFormat.QR_CODE,
  code_128: BarcodeFormat.CODE_128,
  code_39: BarcodeFormat.CODE_39,
  ean_13: BarcodeFormat.EAN_13,
  ean_8: BarcodeFormat.EAN_8,
  itf: BarcodeFormat.ITF,
  codabar: BarcodeFormat.CODABAR,
  data_matrix: BarcodeFormat.DATA_MATRIX,
};

/** A decoder of these kinds of codes: the text in a picture of RGBA pixels, or null. */
export function makeDecoder(formats: readonly string[]) {
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, formats.flatMap((format) => formatsOf[format] ?? [])],
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.CHARACTER_SET, 'UTF-8'],
  ]);
  // Not the library's reader of all kinds: it complains in the console about every picture without a code.
  const readers: Reader[] = [];
  if (formats.includes('qr_code')) readers.push(new QRCodeReader());
  if (formats.includes('data_matrix')) readers.push(new DataMatrixReader());
  if (formats.some((format) => format !== 'qr_code' && format !== 'data_matrix'))
    readers.push(new MultiFormatOneDReader(hints));
  return (pixels: Uint8ClampedArray, width: number, height: number): string | null => {
    const grey = new Uint8ClampedArray(width * height);
    for (let at = 0; at < grey.length; at++) {
      const from = at * 4;
      grey[at] = ((pixels[from] ?? 0) + 2 * (pixels[from + 1] ?? 0) + (pixels[from + 2] ?? 0)) / 4;
    }
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
    for (const reader of readers) {
      try {
        return reader.decode(bitmap, hints).getText();
      } catch {
        // No such code in this picture: the library says so by throwing.
      }
    }
    return null;
  };
}
