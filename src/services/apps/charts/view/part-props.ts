/** What every part of the editor gets. */
import type { FormIssue } from '#ui/staff';
import type { Draft, EditorData } from '../editor-model.ts';

export interface PartProps {
  data: EditorData;
  draft: Draft;
  put(part: Partial<Draft>): void;
  issues: readonly FormIssue[] | undefined;
}
