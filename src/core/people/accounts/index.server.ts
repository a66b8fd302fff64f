export { type Channel, closeAccountRows as closeAccount, selectChannels } from './accounts.sql.ts';
export { type CodeRow, findWaitingCode, markCodeBounced } from './codes.sql.ts';
export { acceptMandate, endMandate, giveMandate, type MandateRequest } from './mandates.server.ts';
export { findMandator, type Mandate, selectGiven, selectHeld } from './mandates.sql.ts';
export { type CodeRequest, limitKey, requestCode } from './request-code.server.ts';
export { attemptsPerCode, beginVisit, othersBegunHere, type SignedIn, signIn } from './sign-in.server.ts';
