import type { FormIssue } from '#ui/staff';

/** What a page of examination answers when a decision was not taken: which, about whom, and what is wrong with it. */
export interface Failed {
  intent: string;
  about: string;
  issues: FormIssue[];
}

export const wrongIn = (
  failed: Failed | undefined,
  intent: string,
  about: string,
): FormIssue[] | undefined =>
  failed?.intent === intent && failed.about === about ? failed.issues : undefined;
