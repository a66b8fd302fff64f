/** States of an import as marks. */
import type { ImportState } from '#core/imports';
import type { Tone } from '#ui/staff';

const tones: Readonly<Record<ImportState, Tone>> = {
  mapping: 'waiting',
  checking: 'work',
  checked: 'decide',
  running: 'work',
  done: 'done',
  cancelled: 'stopped',
  failed: 'alert',
};

export const toneOf = (state: ImportState): Tone => tones[state];
