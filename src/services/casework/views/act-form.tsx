/** A form of one act on a case: token, what it does, and the revision its author saw. */
import type { ReactNode } from 'react';
import { Csrf, KeptForm } from '#ui/staff';

interface Props {
  intent: string;
  revision?: number;
  document?: string;
  children: ReactNode;
}

export function ActForm({ intent, revision, document, children }: Props) {
  return (
    <KeptForm name={`${intent}${document ?? ''}`}>
      <Csrf />
      <input type="hidden" name="intent" value={intent} />
      {revision !== undefined && <input type="hidden" name="revision" value={revision} />}
      {document !== undefined && <input type="hidden" name="document" value={document} />}
      {children}
    </KeptForm>
  );
}
