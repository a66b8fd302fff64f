/** How it is to lie on the paper; on the screen only. */
import type { ReactNode } from 'react';
import { Glyph } from '#ui/staff';

export interface Paper {
  wide: boolean;
  small: boolean;
}

interface PaperControlsProps {
  paper: Paper;
  onChange(paper: Paper): void;
  children?: ReactNode;
}

export function PaperControls({ paper, onChange, children }: PaperControlsProps) {
  return (
    <div className="paper-controls no-print">
      <fieldset>
        <legend>用紙</legend>
        {[false, true].map((wide) => (
          <label className="choice" key={String(wide)}>
            <input
              type="radio"
              name="paper"
              checked={paper.wide === wide}
              onChange={() => onChange({ ...paper, wide })}
            />
            <span>{wide ? 'A4 横' : 'A4 縦'}</span>
          </label>
        ))}
      </fieldset>
      <label className="choice">
        <input
          type="checkbox"
          checked={paper.small}
          onChange={(event) => onChange({ ...paper, small: event.target.checked })}
        />
        <span>文字を小さくする</span>
      </label>
      {children}
      <button type="button" className="button button-primary" onClick={() => window.print()}>
        <Glyph name="print" />
        印刷
      </button>
    </div>
  );
}

export const paperClass = ({ wide, small }: Paper): string =>
  `paper ${wide ? 'paper-wide' : 'paper-tall'}${small ? ' paper-small' : ''}`;
