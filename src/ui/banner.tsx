/** Something to know before going on. `mark` says in a word how grave it is; colour and shape repeat it. */
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

export type BannerKind = 'info' | 'warning' | 'success' | 'error';

export function Banner({
  kind,
  mark,
  title,
  children,
}: {
  kind: BannerKind;
  mark?: string;
  title?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`banner banner-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <Icon name={kind} />
      <div className="banner-body">
        {(title !== undefined || mark !== undefined) && (
          <p className="banner-title">
            {mark !== undefined && <span className="visually-hidden">{mark}</span>}
            {title}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
