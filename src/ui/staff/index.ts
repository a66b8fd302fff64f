/** The look of the staff side: frame, page parts, keyboard. Knows no case and no database. */
export { type Chip, ChipList } from './chip-list.tsx';
export { type Command, useCommands } from './commands.tsx';
export { Done, type DoneWords } from './done.tsx';
export { ErrorText, PlainError } from './error-text.tsx';
export { Facts } from './facts.tsx';
export { ErrorSummary, errorFor, Field, type FormIssue, Submit } from './form.tsx';
export { Glyph, type GlyphName } from './glyph.tsx';
export { type GuideStep, startGuide } from './guide-bar.tsx';
export { clearKept, KeptForm } from './kept-form.tsx';
export { chordOf, isTyping, type KeyLike, type Shortcut, useShortcuts } from './keys.ts';
export { Mark, type Tone } from './mark.tsx';
export { Page, Section } from './page.tsx';
export { ScrollBox } from './scroll-box.tsx';
export { Shell } from './shell.tsx';
export { Csrf, type Me, type StaffSite, StaffSiteContext, useMay, useStaffSite } from './site.tsx';
export { StyledFrame } from './styled-frame.tsx';
export { useNarrow } from './use-narrow.ts';
