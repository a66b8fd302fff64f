/** Test helper: what a person could select and copy out of a PDF, by pdf.js. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const cmaps = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}/`;

export async function readText(
  bytes: Uint8Array,
): Promise<{ pages: string[]; title: string; language: string }> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: cmaps,
    cMapPacked: true,
    useWorkerFetch: false,
    verbosity: 0,
  });
  const document = await task.promise;
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Language?: string } };
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(
      content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    );
  }
  await task.destroy();
  return { pages, title: info.Title ?? '', language: info.Language ?? '' };
}
