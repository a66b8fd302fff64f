/** Room for a signature in a finished PDF: an incremental update that changes no byte of what was there. */
import { randomBytes } from 'node:crypto';

export interface Placeholder {
  name: string;
  at: Date;
  /** Bytes reserved for the CMS. */
  room: number;
}

/**
 * For PDFs as Typst writes them: one classic cross-reference table, no object streams. Anything else throws, so that a
 * change of the renderer is noticed and nothing half signed leaves the house.
 */
export function addPlaceholder(pdf: Uint8Array, placeholder: Placeholder): Buffer {
  const file = readPdf(Buffer.from(pdf));
  const page = firstPage(file);
  const [signature, widget] = [file.size, file.size + 1];
  const objects: [id: number, body: string][] = [
    [
      page.id,
      append(
        page.body.replace(/\/Annots\s*\[[^\]]*\]\s*/, '').replace(/\/Tabs\s*\/\w+\s*/, ''),
        `/Tabs /S\n  /Annots [${page.annotations}${widget} 0 R]`,
      ),
    ],
    [file.root, append(file.objectAt(file.root), `/AcroForm << /Fields [${widget} 0 R] /SigFlags 3 >>`)],
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Name ${text(placeholder.name)} ` +
        `/M (${pdfDate(placeholder.at)}) /ByteRange [0 /********** /********** /**********] ` +
        `/Contents <${'00'.repeat(placeholder.room)}> >>`,
    ],
    [
      widget,
      // Hidden (2) and locked (128): PDF/UA asks for no tag of a field that nobody meets.
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /TU ${text('電子署名')} /V ${signature} 0 R ` +
        `/P ${page.id} 0 R /Rect [0 0 0 0] /F 130 >>`,
    ],
  ];
  objects.sort(([one], [other]) => one - other);
  let added = '\n';
  const entries: string[] = [];
  for (const [id, body] of objects) {
    const offset = String(file.bytes.length + added.length).padStart(10, '0');
    entries.push(`${id} 1\n${offset} 00000 n \n`);
    added += `${id} 0 obj\n${body}\nendobj\n`;
  }
  const start = file.bytes.length + added.length;
  added += `xref\n${entries.join('')}trailer\n<< /Size ${file.size + 2} /Root ${file.root} 0 R ${file.rest} /Prev ${file.start} >>\n`;
  added += `startxref\n${start}\n%%EOF\n`;
  return Buffer.concat([file.bytes, Buffer.from(added, 'latin1')]);
}

function readPdf(bytes: Buffer) {
  const tail = bytes.subarray(-4096).toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  const table = bytes.subarray(start).toString('latin1');
  const head = /^xref\s+0 (\d+)\s+/.exec(table);
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(table)?.[1];
  if (head === null || trailer === undefined || /\/(Prev|Encrypt|XRefStm)\b/.test(trailer))
    throw new Error('not a PDF of our renderer: one plain cross-reference table is needed');
  const size = Number(head[1]);
  const objectAt = (id: number): string => {
    const entry = table.slice(head[0].length).slice(id * 20, id * 20 + 20);
    const offset = Number(entry.slice(0, 10));
    const from = bytes.subarray(offset, offset + 20).toString('latin1');
    const begin = new RegExp(`^${id} 0 obj\\s*`).exec(from)?.[0].length;
    const end = bytes.indexOf('endobj', offset);
    if (entry[17] !== 'n' || begin === undefined || end < 0) throw new Error(`PDF object ${id} not found`);
    return bytes
      .subarray(offset + begin, end)
      .toString('latin1')
      .trim();
  };
  const info = /\/Info (\d+ 0 R)/.exec(trailer)?.[1];
  const first = /\/ID\s*\[\s*(\([^()\\]*\)|<[0-9A-Fa-f]*>)/.exec(trailer)?.[1];
  const id = first === undefined ? '' : `/ID [${first} <${randomBytes(16).toString('hex')}>]`;
  return {
    bytes,
    start,
    size,
    objectAt,
    root: Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1]),
    rest: `${info === undefined ? '' : `/Info ${info} `}${id}`,
  };
}

function firstPage(file: ReturnType<typeof readPdf>): { id: number; body: string; annotations: string } {
  let id = Number(/\/Pages (\d+) 0 R/.exec(file.objectAt(file.root))?.[1]);
  for (let depth = 0; depth < 20; depth++) {
    const body = file.objectAt(id);
    if (!/\/Type\s*\/Pages\b/.test(body)) {
      const annotations = /\/Annots\s*\[([^\]]*)\]/.exec(body)?.[1]?.trim();
      return { id, body, annotations: annotations ? `${annotations} ` : '' };
    }
    id = Number(/\/Kids\s*\[\s*(\d+) 0 R/.exec(body)?.[1]);
  }
  throw new Error('the PDF has no page');
}

/** Before the last `>>` of a dictionary. */
function append(dictionary: string, entries: string): string {
  return `${dictionary.slice(0, dictionary.lastIndexOf('>>'))}  ${entries}\n>>`;
}

/** UTF-16BE with its mark, in hex. */
function text(value: string): string {
  return `<FEFF${Buffer.from(value, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** In Japanese time, which is what stands on the paper. */
function pdfDate(at: Date): string {
  const there = new Date(at.getTime() + 9 * 3_600_000).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return `D:${there}+09'00'`;
}
