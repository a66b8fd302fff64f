/** One line of typed text ↔ runs: `**太字**`, `[市役所](https://…)`, and `\` before a sign that is meant as it stands. */
import { readLink } from '../link/read-link.ts';
import type { Run } from './model.ts';

/** Signs that `\` takes the meaning from; before anything else it is itself, as in C:\temp. */
const escapable = /[\\*＊[\]|#＃\-−・\d０-９]/;
const meant = /\\(?=[\\*＊[\]|#＃\-−・\d０-９]|$)/g;

/** Reads a line. What is no complete mark stays text. */
export function readRuns(line: string): Run[] {
  const runs: Run[] = [];
  let bold = false;
  let text = '';
  const end = (run?: Run): void => {
    if (text !== '') push(runs, bold ? { text, bold } : { text });
    text = '';
    if (run !== undefined) push(runs, run);
  };
  for (let at = 0; at < line.length; ) {
    if (line.charAt(at) === '\\' && escapable.test(line.charAt(at + 1))) {
      text += line.charAt(at + 1);
      at += 2;
      continue;
    }
    if (line.startsWith('**', at) && (bold || closes(line, at + 2))) {
      end();
      bold = !bold;
      at += 2;
      continue;
    }
    const link = line.charAt(at) === '[' ? readRunLink(line, at) : null;
    if (link !== null) {
      end(bold ? { ...link.run, bold } : link.run);
      at = link.end;
      continue;
    }
    text += line.charAt(at);
    at += 1;
  }
  end();
  return runs;
}

/** Whether bold that begins here ends on the line, with something in between. */
function closes(line: string, from: number): boolean {
  for (let at = from; at < line.length; at++) {
    if (line.charAt(at) === '\\' && escapable.test(line.charAt(at + 1))) at += 1;
    else if (line.startsWith('**', at)) return at > from;
  }
  return false;
}

function readRunLink(line: string, from: number): { run: Run; end: number } | null {
  const match = /^\[((?:\\.|[^\\[\]]){1,500})\]\(([^()\s]{1,4000})\)/.exec(line.slice(from, from + 4600));
  if (match === null) return null;
  const link = readLink(match[2] ?? '');
  if (link === null) return null;
  const label = readRuns(match[1] ?? '');
  const text = label.map((run) => run.text).join('');
  if (text.trim() === '') return null;
  const run: Run = { text, href: encoded(link.value) };
  if (label.every((each) => each.bold)) run.bold = true;
  return { run, end: from + match[0].length };
}

const encoded = (href: string): string =>
  href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('|', '%7C');

/** Neighbours of one form are one run. */
function push(runs: Run[], run: Run): void {
  const last = runs[runs.length - 1];
  if (last !== undefined && last.bold === run.bold && last.href === run.href) last.text += run.text;
  else runs.push({ ...run });
}

/** The line that reads back as these runs. */
export function writeRuns(runs: readonly Run[]): string {
  const brackets = runs
    .map(({ text }) => text)
    .join('')
    .includes('](');
  let line = '';
  let bold = false;
  for (const run of runs) {
    if ((run.bold === true) !== bold) {
      line += '**';
      bold = !bold;
    }
    line +=
      run.href === undefined
        ? escaped(run.text, brackets)
        : `[${escaped(run.text, true).replaceAll(']', '\\]')}](${run.href})`;
  }
  return bold ? `${line}**` : line;
}

function escaped(text: string, brackets: boolean): string {
  const slashes = text.replace(meant, '\\\\');
  const stars = slashes.replace(/\*/g, (star, at: number) => {
    const alone = at > 0 && at < slashes.length - 1;
    return alone && slashes[at - 1] !== '*' && slashes[at + 1] !== '*' ? star : '\\*';
  });
  return brackets ? stars.replaceAll('[', '\\[') : stars;
}
