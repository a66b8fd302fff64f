/** Which commands fit what was typed. Pure. */
import { normaliseForSearch } from '#kernel/text';
import type { Command } from './commands.tsx';

/** All words must be found in label or words; the order of the table stays, those that begin with it first. */
export function pickCommands<C extends Pick<Command, 'label' | 'words'>>(
  commands: readonly C[],
  typed: string,
): C[] {
  const words = normaliseForSearch(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = commands.flatMap((command) => {
    const label = normaliseForSearch(command.label);
    const all = `${label} ${normaliseForSearch(command.words ?? '')}`;
    if (!words.every((word) => all.includes(word))) return [];
    return [{ command, first: words[0] !== undefined && label.startsWith(words[0]) }];
  });
  return [...found.filter((one) => one.first), ...found.filter((one) => !one.first)].map(
    (one) => one.command,
  );
}
