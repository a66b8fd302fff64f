/** What the controls of a form hold, as the server would receive it; files and the service's own inputs aside. */
import type { Typed } from '#core/fields';

export function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value !== 'string' || !/^f\d/.test(name)) return;
    const values = typed[name];
    if (values === undefined) typed[name] = [value];
    else values.push(value);
  });
  return typed;
}

/** The body of a save: everything but files. */
export function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') body.append(name, value);
  });
  return body;
}
