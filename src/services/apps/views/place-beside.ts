/** Below the cell, above it where there is no room, never beyond the window. */
export function placeBeside(element: HTMLElement, cell: Element): void {
  const at = cell.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = element;
  const below = at.bottom + height < window.innerHeight - 8;
  element.style.top = `${Math.max(8, below ? at.bottom : at.top - height)}px`;
  element.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
}
