/** Formatted text as elements. There is no HTML to be cleaned: only these elements can come out. */
import { createElement, Fragment, type ReactNode } from 'react';
import { linkHref } from '../link/read-link.ts';
import type { Block, RichText, Run } from './model.ts';

interface Props {
  value: RichText;
  /** Level of the highest heading: one below that of the page around it. */
  top?: number;
}

export function RichTextView({ value, top = 4 }: Props) {
  return <div className="rich-text">{value.blocks.map((block, at) => keyed(at, blockView(block, top)))}</div>;
}

/** Stored text is never rearranged while it is shown: places are keys enough. */
const keyed = (at: number, node: ReactNode): ReactNode => createElement(Fragment, { key: at }, node);

function blockView(block: Block, top: number): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p>{runsView(block.runs)}</p>;
    case 'heading':
      return createElement(`h${Math.min(6, top + block.level - 1)}`, {}, runsView(block.runs));
    case 'list':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((runs, at) => keyed(at, <li>{runsView(runs)}</li>)),
      );
    case 'table':
      return <TableView rows={block.rows} />;
  }
}

/** Wide tables scroll by themselves, also by keyboard. */
function TableView({ rows }: { rows: Run[][][] }) {
  const [head = [], ...body] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard.
    <div className="rich-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((runs, at) =>
              keyed(at, runs.length === 0 ? <td /> : <th scope="col">{runsView(runs)}</th>),
            )}
          </tr>
        </thead>
        <tbody>
          {body.map((cells, at) =>
            keyed(at, <tr>{cells.map((runs, cell) => keyed(cell, <td>{runsView(runs)}</td>))}</tr>),
          )}
        </tbody>
      </table>
    </div>
  );
}

const runsView = (runs: readonly Run[]): ReactNode => runs.map((run, at) => keyed(at, runView(run)));

function runView({ text, bold, href }: Run): ReactNode {
  const shown = bold === true ? <strong>{text}</strong> : text;
  // Read again before it becomes an attribute, whoever stored it.
  const address = href === undefined ? undefined : linkHref(href);
  return address === undefined ? shown : <SafeLink href={address}>{shown}</SafeLink>;
}

/** Leads away without telling where from, and without handing over the window. */
export function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
