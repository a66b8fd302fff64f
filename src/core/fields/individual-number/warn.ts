/** Warning of individual numbers where they do not belong. Never a refusal: one in eleven other numbers of twelve digits passes. */
import { findIndividualNumbers } from '#kernel/numbers';
import type { FieldContext } from '../contract.ts';
import { say } from '../messages.ts';

/**
 * Whether a text holds an individual number (マイナンバー): twelve digits with a right check digit (番号法施行令8条,
 * 平成26年総務省令第85号5条), in any width and however they are grouped.
 */
export const looksLikeIndividualNumber = (text: string): boolean => findIndividualNumbers(text).length > 0;

/** The notice for a field of text or digits; none where the caller says that such numbers are expected. */
export function warnIndividualNumber(text: string | null, context: FieldContext): string | undefined {
  if (text === null || context.individualNumbers === 'expected') return undefined;
  return looksLikeIndividualNumber(text) ? say('text.individualNumber', context) : undefined;
}
