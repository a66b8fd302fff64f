import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail, type Result } from '#kernel/result';
import type { Coverage } from './coverage.server.ts';
import { bundledFonts } from './fonts.server.ts';
import { checkGlyphs, coverages } from './glyphs.server.ts';
import type { GlyphReport, Json, PdfJob, RenderedPdf, Typeface } from './model.ts';
import { createProcessPool, type PoolOptions, type ProcessPool } from './process-pool.server.ts';
import type { TypstInput } from './typst-process.ts';

export interface PdfOptions extends Pick<PoolOptions, 'size' | 'queueLimit' | 'timeoutMs'> {
  /** A directory of further fonts, last in the order of fallback (IPAmj Mincho). */
  extraFontDirectory?: string;
}

export interface Pdf {
  /** Sets a document. Refuses with `invalid` and one issue per place when a character of the data cannot be printed as written. */
  renderPdf(job: PdfJob): Promise<Result<RenderedPdf>>;
  /** What of a text the installed fonts cannot print as written. */
  checkGlyphs(text: string, typeface?: Typeface): GlyphReport;
  stats: ProcessPool<TypstInput, RenderedPdf>['stats'];
  close(): void;
}

/** The room's folder in the source tree, also when this code runs from a bundle. */
const room = dirname(createRequire(import.meta.url).resolve('#platform/pdf'));

function* strings(data: Json | undefined, path = ''): Generator<[path: string, text: string]> {
  if (typeof data === 'string') yield [path, data];
  else if (Array.isArray(data))
    for (const [index, item] of data.entries()) yield* strings(item, `${path}[${index}]`);
  else if (typeof data === 'object' && data !== null)
    for (const [key, value] of Object.entries(data))
      yield* strings(value, path === '' ? key : `${path}.${key}`);
}

/** Starts nothing yet: processes are forked with the first job and do not keep the program alive. */
export function createPdf(options: PdfOptions = {}): Pdf {
  const fontDirectories = [...bundledFonts('gothic'), ...bundledFonts('mincho')].flatMap(
    (font) => font.directories,
  );
  const pool = createProcessPool<TypstInput, RenderedPdf>({
    ...options,
    entry: join(room, 'typst-process.ts'),
    arguments: [
      join(room, 'typst'),
      ...new Set(fontDirectories),
      ...(options.extraFontDirectory ? [options.extraFontDirectory] : []),
    ],
  });
  const known: Partial<Record<Typeface, Coverage[]>> = {};
  const fontsOf = (typeface: Typeface) =>
    (known[typeface] ??= coverages(typeface, options.extraFontDirectory));

  async function renderPdf(job: PdfJob): Promise<Result<RenderedPdf>> {
    if (/["']@/.test(job.source)) return fail('internal', 'Typst packages are not available.');
    const fonts = fontsOf(job.typeface ?? 'gothic');
    const issues: { path: string; message: string }[] = [];
    const variants: Record<string, string> = {};
    for (const [path, text] of strings(job.data)) {
      const report = checkGlyphs(text, fonts);
      Object.assign(variants, report.variants);
      for (const problem of report.missing)
        if (problem.kind !== 'variant' || job.variants !== 'base')
          issues.push({ path, message: `印字できない文字があります（${problem.codePoint}）。` });
    }
    if (issues.length > 0) return fail('invalid', '印字できない文字が含まれています。', issues);
    return pool.run(
      {
        source: job.source,
        standard: job.standard ?? 'ua-1',
        pictures: job.pictures ?? [],
        createdAt: Math.floor((job.createdAt ?? new Date()).getTime() / 1000),
        inputs: {
          data: JSON.stringify(job.data),
          fonts: JSON.stringify(fonts.map((font) => font.family)),
          variants: JSON.stringify(variants),
        },
      },
      job.timeoutMs,
    );
  }

  return {
    renderPdf,
    checkGlyphs: (text, typeface = 'gothic') => checkGlyphs(text, fontsOf(typeface)),
    stats: pool.stats,
    close: pool.close,
  };
}
