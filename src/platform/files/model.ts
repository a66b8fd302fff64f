/** Bytes, or a stream of them: a Node stream, a web stream, a multipart part. */
export type FileSource = Uint8Array | AsyncIterable<Uint8Array>;

export interface FileRules {
  /** As the sender named it; cleaned before it is kept. */
  name: string;
  /** MIME types the field takes, e.g. `['image/jpeg', 'application/pdf']`; only types of `fileTypes` are possible. */
  allowed: readonly string[];
  maxBytes: number;
  /** Not an attachment: held to `maxBytes` alone, whatever the house allows for one. */
  bulk?: boolean;
  /** Made by us (an issued document): not searched for what strangers hide. */
  own?: boolean;
  /** Bytes an Office file may unpack to, where it is only ever read as a stream; 200 MB unless told. */
  unpacked?: number;
  image?: {
    /** Refused above, before decoding. 64 megapixels unless told. */
    maxPixels?: number;
    /** Made smaller to fit a square of this side, e.g. 4000. */
    maxSide?: number;
  };
}

export interface StoredFile {
  /** Of what is kept (an image is kept re-encoded). The address of the file. */
  sha256: string;
  bytes: number;
  type: string;
  /** Cleaned, with the extension of its real type. */
  name: string;
  /** `waiting`: the scanner could not say yet, so nobody may read it; `none`: no scanner, or a file of our own. */
  scan: 'clean' | 'waiting' | 'none';
  width?: number;
  height?: number;
}

const office = 'application/vnd.openxmlformats-officedocument';

/** Every type that can be kept at all, with its extensions (first: the one given). No SVG, HTML, macros or archives. */
export const fileTypes: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/csv': ['csv'],
  'text/plain': ['txt', 'text', 'log', 'md'],
  [`${office}.wordprocessingml.document`]: ['docx'],
  [`${office}.spreadsheetml.sheet`]: ['xlsx'],
  [`${office}.presentationml.presentation`]: ['pptx'],
};

export const isImage = (type: string) => type.startsWith('image/');
