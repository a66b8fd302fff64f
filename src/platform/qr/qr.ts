import { create } from 'qrcode';

export interface QrCode {
  /** Modules per side, without the quiet zone. */
  size: number;
  /** SVG path data over a grid of `size`, one unit per module. */
  path: string;
}

export type ErrorCorrection = 'L' | 'M' | 'Q' | 'H';

/** A QR code as SVG path data, for a page that draws its own `<svg>`. `M` survives a fold, `Q` a stain. */
export function qrCode(text: string, errorCorrectionLevel: ErrorCorrection = 'M'): QrCode {
  const { modules } = create(text, { errorCorrectionLevel });
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      const start = x;
      while (x + 1 < modules.size && modules.get(y, x + 1)) x++;
      runs.push(`M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`);
    }
  }
  return { size: modules.size, path: runs.join('') };
}

/** A complete SVG with the quiet zone of four modules that readers need. Black on white, no script, no style. */
export function qrSvg(text: string, errorCorrectionLevel: ErrorCorrection = 'M'): string {
  const { size, path } = qrCode(text, errorCorrectionLevel);
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M-4 -4h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`;
}
