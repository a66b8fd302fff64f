/** A state as a word with a small shape: the shape repeats the word, for eyes that run down a list. */
import type { ReactNode } from 'react';

/** new: filled dot, waiting: ring, work: half, decide: square, done: tick, stopped: bar, alert: triangle. */
export type Tone = 'new' | 'waiting' | 'work' | 'decide' | 'done' | 'stopped' | 'alert';

const shapes: Record<Tone, string> = {
  new: 'M6 1.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Z',
  waiting:
    'M6 1.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Zm0 1.600a2.900 2.900 0 1 1 0 5.800 2.900 2.900 0 0 1 0-5.800Z',
  work: 'M6 1.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM6 3v6a3 3 0 0 1 0-6Z',
  decide: 'M1.500 1.500h9v9h-9v-9Zm1.600 1.600v5.800h5.800V3.100H3.100Z',
  done: 'M4.800 10 1.300 6.500l1.200-1.200 2.300 2.300 4.700-5.200 1.300 1.100L4.800 10Z',
  stopped: 'M1.500 5h9v2h-9V5Z',
  alert:
    'M6 1 .800 10.500h10.400L6 1Zm-.700 3.700h1.400l-.2 3H5.500l-.2-3Zm.7 3.700a.8.8 0 1 1 0 1.600.8.8 0 0 1 0-1.600Z',
};

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`mark mark-${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={shapes[tone]} fillRule="evenodd" />
      </svg>
      <span>{children}</span>
    </span>
  );
}
