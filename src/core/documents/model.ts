/** Revocation or reissue that one person asked for and another has to confirm. */
export interface Proposal {
  act: 'revoke' | 'reissue';
  reason: string;
  postId: string;
  staffId: string;
  name: string;
  at: string;
}
