/** Fills prefecture, city and town from the post code; whoever typed them already is asked nothing and overwritten only by the button. */
import { type FieldContext, say, type TownFound } from '#core/fields';
import { parsePostCode } from '#kernel/address';
import { showMessage } from './messages-view.ts';

type Box = HTMLInputElement | HTMLSelectElement;

const boxOf = (address: Element, name: string, part: string): Box | null =>
  address.querySelector<Box>(`[name="${name}.${part}"]`);

/** True when the controls were filled. */
export async function lookUpTown(
  field: Element,
  address: HTMLElement,
  url: string,
  context: FieldContext,
): Promise<boolean> {
  const name = address.dataset.address ?? '';
  const path = `${name}.postCode`;
  const postCode = parsePostCode(boxOf(address, name, 'postCode')?.value ?? '');
  showMessage(field, path, 'notice', null);
  if (!postCode.ok) {
    showMessage(field, path, 'error', say('postCode.invalid', context));
    return false;
  }
  showMessage(field, path, 'error', null);
  try {
    const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}postCode=${postCode.value}`, {
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    });
    if (response.status === 404) throw null;
    if (!response.ok) throw new Error(String(response.status));
    const town = (await response.json()) as TownFound | null;
    if (town === null) throw null;
    for (const part of ['prefecture', 'city', 'town'] as const) {
      const box = boxOf(address, name, part);
      if (box !== null) box.value = town[part];
    }
    showMessage(field, path, 'notice', say('postCode.found', context));
    boxOf(address, name, 'block')?.focus();
    return true;
  } catch (failure) {
    showMessage(
      field,
      path,
      'notice',
      say(failure === null ? 'postCode.unknown' : 'postCode.unavailable', context),
    );
    return false;
  }
}

/** Whether the parts that a look-up fills are still blank. */
export function isBlankAddress(address: HTMLElement): boolean {
  const name = address.dataset.address ?? '';
  return ['prefecture', 'city', 'town'].every((part) => (boxOf(address, name, part)?.value ?? '') === '');
}
