/**
 * Links and forms of pages that never run React: addresses with the language's prefix, nothing else. React Router's own
 * prepare for clicks that a browser without React never makes (0.07 ms for the links of a frame, against 0.02).
 */
import type { ComponentProps } from 'react';
import { useSite } from '../site-context.tsx';

export function Link({ to, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { to: string }) {
  const { prefix } = useSite();
  return <a {...rest} href={`${prefix}${to}`} />;
}

/** Without `action` it posts to the page it stands on. */
export function Form({ action, ...rest }: Omit<ComponentProps<'form'>, 'action'> & { action?: string }) {
  const { prefix } = useSite();
  return <form {...rest} action={action === undefined ? undefined : `${prefix}${action}`} />;
}
