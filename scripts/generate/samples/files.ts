/** Files to attach: simple pictures and one-page PDFs, all plainly marked as samples. */
import sharp from 'sharp';

const picture = (width: number, height: number, inside: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${inside}</svg>`,
  );

/** SAMPLE in strokes, not in type: a machine with other fonts draws the same file. */
const sampleMark = (x: number, y: number) =>
  `<path transform="translate(${x} ${y})" fill="none" stroke="#c00" stroke-width="6" d="M30 5H0V20H30V40H0M45 40V5H75V40M45 22H75M90 40V5L105 25L120 5V40M135 40V5H165V22H135M180 5V40H210M255 5H225V40H255M225 22H250"/>`;

const portrait = picture(
  600,
  800,
  '<rect width="600" height="800" fill="#cfe0ee"/><circle cx="300" cy="330" r="140" fill="#e8c9ad"/><path d="M150 330c0-230 300-230 300 0-40-90-260-90-300 0z" fill="#33281f"/><circle cx="250" cy="340" r="12" fill="#222"/><circle cx="350" cy="340" r="12" fill="#222"/><path d="M260 410q40 30 80 0" stroke="#833" stroke-width="8" fill="none"/><path d="M90 800c0-220 120-290 210-290s210 70 210 290z" fill="#2a3f63"/>',
);
const map = picture(
  800,
  600,
  '<path d="M80 520h300V140h320" stroke="#333" stroke-width="24" fill="none"/><rect x="50" y="480" width="80" height="80" fill="#0017c1"/><rect x="640" y="90" width="110" height="100" fill="#197a4b"/><circle cx="380" cy="330" r="30" fill="#fa0"/>',
);
const slip = picture(
  1000,
  700,
  `<rect x="40" y="40" width="920" height="620" fill="none" stroke="#333" stroke-width="6"/>${[180, 300, 420, 540].map((y) => `<path d="M40 ${y}h920" stroke="#333" stroke-width="3"/>`).join('')}<path d="M340 40v620M640 40v620" stroke="#333" stroke-width="3"/>${sampleMark(363, 90)}`,
);

/** The smallest honest PDF: one A4 page with a line of text. */
export function samplePdf(title: string): Buffer {
  const stream = `BT /F1 20 Tf 60 760 Td (SAMPLE: ${title}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export async function sampleFiles(): Promise<Record<string, Buffer>> {
  return {
    'portrait.jpg': await sharp(portrait).jpeg({ quality: 80 }).toBuffer(),
    'map.png': await sharp(map).png({ palette: true }).toBuffer(),
    'withholding-slip.jpg': await sharp(slip).jpeg({ quality: 70 }).toBuffer(),
    'mandate.jpg': await sharp(slip).resize(800).jpeg({ quality: 60 }).toBuffer(),
    'rent-contract.pdf': samplePdf('rent contract'),
    'tax-certificate.pdf': samplePdf('tax certificate of another city'),
    'allowance-certificate.pdf': samplePdf('child-rearing allowance certificate'),
    'licence.pdf': samplePdf('public health nurse licence'),
    'health-form.pdf': samplePdf('school health management form'),
  };
}
