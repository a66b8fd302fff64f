/** Entry of a worker process: Typst in a process of its own, one document at a time. Arguments: workspace, then font directories. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { AppError } from '#kernel/errors';
import type { RenderedPdf } from './model.ts';
import type { Reply, Request } from './process-pool.server.ts';

export interface TypstInput {
  source: string;
  inputs: Record<string, string>;
  pictures: readonly Uint8Array[];
  standard: string;
  createdAt: number;
}

const [workspace, ...fontPaths] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths }] });

/** Typst quotes the text it stumbles over; an error must not carry a person's data into a log. */
function withoutQuotes(message: string): string {
  return message.replace(/`[^`]*`|"[^"]*"/g, '…').slice(0, 300);
}

/** `internal`: this document cannot be set, however often; `unavailable`: this installation lacks something. */
function failure(message: string, code: AppError['code'] = 'internal'): { ok: false; error: AppError } {
  return {
    ok: false,
    error: { code, message: `書類の組版に失敗しました: ${withoutQuotes(message)}` },
  };
}

function render(input: TypstInput): { ok: true; value: RenderedPdf } | { ok: false; error: AppError } {
  try {
    for (const [index, bytes] of input.pictures.entries())
      compiler.mapShadow(`${workspace}/pictures/${index}`, Buffer.from(bytes));
    const compiled = compiler.compile({
      mainFileContent: input.source,
      inputs: input.inputs,
      resetRead: true,
    });
    const document = compiled.result;
    const problems = (compiled.takeDiagnostics()?.shortDiagnostics ??
      compiled.takeWarnings()?.shortDiagnostics ??
      []) as {
      message: string;
    }[];
    const unknownFont = problems.find((problem) => problem.message.startsWith('unknown font family'));
    if (unknownFont !== undefined) return failure(unknownFont.message, 'unavailable');
    if (document === null || compiled.hasError()) return failure(problems[0]?.message ?? 'no document');
    const bytes = compiler.pdf(document, { pdfStandard: input.standard, creationTimestamp: input.createdAt });
    return { ok: true, value: { bytes, pages: document.numOfPages } };
  } catch (error) {
    return failure(
      error instanceof Error
        ? (/message: (.*?), trace:/.exec(error.message)?.[1] ?? error.message)
        : 'unknown',
    );
  } finally {
    // Nobody else's document may find them.
    compiler.resetShadow();
    // Memoised layout of other people's documents is not kept longer than it helps.
    compiler.evictCache(3);
  }
}

// Whoever asked may have been killed meanwhile: there is nobody to tell, and nothing to die of.
const send = (reply: Reply<RenderedPdf>) =>
  process.send?.(reply, undefined, undefined, (error) => error !== null && process.exit(0));
// V8 does not see how large Typst's documents are and would let them pile up (600 MB measured): now and then it is told to look.
const collect = (globalThis as { gc?: () => void }).gc;
let rendered = 0;
process.on('message', (request: Request<TypstInput>) => {
  send({ id: request.id, result: render(request.input) });
  if (++rendered % 20 === 0) collect?.();
});
process.on('disconnect', () => process.exit(0));
send({ ready: true });
