/** What a signature says about itself; no key, nothing personal. */
export interface SignatureFacts {
  /** Common name, else organisation, of the certificate. */
  signer: string;
  /** SHA-256 of the certificate, hex. */
  fingerprint: string;
  signedAt: string;
  /** Time the TSA vouches for and the name in its certificate; null without a timestamp (B-B). */
  timestamp: { at: string; authority: string } | null;
}
