/** Starts controls of a form once each, now and when a line brings another. */
export function startEach(form: HTMLElement, selector: string, start: (box: HTMLElement) => void): void {
  const started = new WeakSet<HTMLElement>();
  const look = (): void => {
    for (const box of form.querySelectorAll<HTMLElement>(selector)) {
      if (started.has(box)) continue;
      started.add(box);
      start(box);
    }
  };
  look();
  new MutationObserver(look).observe(form, { childList: true, subtree: true });
}
