/** What the preview beside the list shows. */
export interface PeekData {
  id: string;
  applicant: string;
  procedure: string;
  facts: [term: string, value: string][];
  comments: { at: string; name: string; body: string }[];
}
