/** The one script of the resident side: quicker forms, print buttons, and buttons that send once. Nothing depends on it. */
import { enhanceForms } from '#core/forms/browser';

enhanceForms(document);

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A second press while the first is under way; the server would answer the same, this only spares the wait.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-once]')) {
  let sent = false;
  button.form?.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener('pageshow', () => {
    sent = false;
  });
}

// Pressing a button takes the focus from the field one was in, whose message then comes or goes and moves the button away
// from under the pointer: the press would be lost. So the focus stays until the press is done.
document.addEventListener('mousedown', (event) => {
  if (event.target instanceof Element && event.target.closest('form[data-form] button') !== null)
    event.preventDefault();
});
