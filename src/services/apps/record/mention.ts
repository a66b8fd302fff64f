/** The word being typed after an @, for the picker of people. Pure. */

export interface MentionQuery {
  /** Where the @ stands. */
  from: number;
  text: string;
}

/** What stands between the last @ and the caret, when it can be the beginning of a name; full-width ＠ counts. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const found = /[@＠]([^\s@＠、。「」]{0,20})$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const before = text[found.index - 1];
  // In a mail address an @ calls nobody.
  if (before !== undefined && /[A-Za-z0-9._-]/.test(before)) return null;
  return { from: found.index, text: found[1] ?? '' };
}

/** Puts the name in place of what was typed; gives the text and where the caret goes. */
export function withMention(
  text: string,
  caret: number,
  query: MentionQuery,
  name: string,
): { text: string; caret: number } {
  const said = `@${name} `;
  return { text: text.slice(0, query.from) + said + text.slice(caret), caret: query.from + said.length };
}
