/** Pictures of houses that never stood anywhere: drawn, so that no photo of a real house lies in the repository. */
import sharp from 'sharp';

/** What is wrong with the house, drawn over it; by item of judgement. */
const damage: Readonly<Record<string, string>> = {
  傾き: '',
  基礎: '<path d="M190 560l30-40 25 40 40-22 35 30v32H190z" fill="#5b5349"/><path d="M330 600l-14-62 20-50" fill="none" stroke="#2b2620" stroke-width="7"/>',
  外壁: '<path d="M430 380l40-34 62 12 34 52-18 66-72 18-52-44z" fill="#3b342c"/><path d="M424 384l48-46 66 14 38 56-20 74-80 22-60-50z" fill="none" stroke="#8d7b62" stroke-width="9"/><path d="M448 410l90-30M452 446l100-32" stroke="#6e5f4b" stroke-width="6"/>',
  屋根: '<path d="M330 250l70-64 46 34-64 66z" fill="#4a4037"/><path d="M352 262l66-58M368 272l62-56" stroke="#7c6a52" stroke-width="6"/><path d="M170 300l-40 26 22 20z" fill="#6f767c"/>',
  建具: '<path d="M232 380h78v92h-78z" fill="#1d2733"/><path d="M236 384l70 84M306 388l-54 40-12 38" stroke="#cfd8df" stroke-width="5"/>',
  設備: '<path d="M150 312l500 18" stroke="#565c61" stroke-width="9"/><path d="M640 330l60 74" stroke="#565c61" stroke-width="9"/>',
  防火: '<path d="M200 320h420v250H200z" fill="#7a5a3a" opacity=".7"/>',
  塀: '<path d="M40 520l180 22v70H40z" fill="#8f9498"/><path d="M40 560h180M90 524v88M150 530v82" stroke="#6d7275" stroke-width="4"/>',
};

/** 960 × 720, about 30 kB. `turn`: another one of the same. */
export async function pictureOf(item: string, turn: number): Promise<Buffer> {
  const lean = item === '傾き' ? 5 : 0.6;
  const zoom = turn === 0 ? '' : 'translate(-240 -190) scale(1.5)';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 960 720">
<rect width="960" height="720" fill="#c9d6de"/><path d="M0 470q240-70 480-30t480-26v306H0z" fill="#9aa78d"/><path d="M0 600h960v120H0z" fill="#8d8f8e"/>
<g transform="${zoom}"><g transform="rotate(${lean} 400 600)">
<path d="M180 316h450v286H180z" fill="#cdbfa5"/><path d="M180 316h450v34H180z" fill="#b3a488"/>
<path d="M120 330l160-140h260l150 140z" fill="#5f666b"/><path d="M170 300h470M205 268h400M240 236h334" stroke="#4c5257" stroke-width="5"/>
<path d="M230 378h82v96h-82zM560 400h50v76h-50z" fill="#5d6f7c"/><path d="M346 430h66v172h-66z" fill="#7b6248"/><path d="M170 588h470v16H170z" fill="#8a8278"/>
${damage[item] ?? ''}</g></g><path d="M700 610q20-90 60-110t70 40q60-10 70 70z" fill="#5f7350"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 72, mozjpeg: true }).toBuffer();
}
