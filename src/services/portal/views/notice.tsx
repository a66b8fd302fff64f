/** Something to know before going on; the word that says how grave it is comes from the texts. */
import type { ReactNode } from 'react';
import { Banner, type BannerKind } from '#ui';
import { useT } from '../site-context.tsx';

export function Notice({
  kind,
  title,
  children,
}: {
  kind: BannerKind;
  title?: ReactNode;
  children?: ReactNode;
}) {
  const t = useT();
  return (
    <Banner kind={kind} mark={t(`notice.${kind}`)} title={title}>
      {children}
    </Banner>
  );
}
