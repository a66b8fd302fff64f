/** A box in which a wide or long table scrolls; reachable by keyboard, so that arrows scroll it. */
import type { ReactNode } from 'react';

export function ScrollBox({ label, tall, children }: { label: string; tall?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
    <section className={tall ? 'table-box table-tall' : 'table-box'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
