export { checkPdf, type PdfCheck } from './check-pdf.server.ts';
export { type Credentials, readCredentials } from './credentials.server.ts';
export type { SignatureFacts } from './model.ts';
export { makeSelfSigned, selfSignedCredentials } from './self-signed.server.ts';
export { oids, signCms } from './sign-cms.server.ts';
export { openSigner, type SignedPdf, type Signer, type SignerOptions } from './sign-pdf.server.ts';
