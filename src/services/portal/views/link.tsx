/** Links of pages that never run React: addresses with the language's prefix, nothing else. */
import { type FormProps, type LinkProps, Form as RouterForm, Link as RouterLink } from 'react-router';

export function Link(props: LinkProps) {
  return <RouterLink discover="none" {...props} />;
}

export function Form(props: FormProps) {
  return <RouterForm discover="none" {...props} />;
}
