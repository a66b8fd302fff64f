export { actorOfLogin } from './actor-of-login.server.ts';
export { endSignIns } from './back-channel-logout.server.ts';
export { confirmAs, confirmLocally, isConfirmed } from './confirm-identity.server.ts';
export {
  choosePost,
  deleteCredential,
  deleteStaffSession,
  insertCredential,
  selectCredentials,
  selectStaffByLogin,
  selectStaffSession,
  setSuspended,
} from './credentials.sql.ts';
export { demoPassword, demoTotpSeed } from './demo-credentials.server.ts';
export { giveFirstAccess } from './first-access.server.ts';
export {
  acceptNewPassword,
  changePassword,
  replaceFirstPassword,
} from './new-password.server.ts';
export { passkeyOptions, registerPasskey, registrationOptions, verifyPasskey } from './passkeys.server.ts';
export { staffStores } from './sealed-stores.sql.ts';
export {
  acceptStaff,
  addTotp,
  beginSession,
  checkPassword,
  checkTotp,
  currentTotp,
  type NewSession,
} from './sign-in.server.ts';
export { finishSingleSignOn, startSingleSignOn } from './single-sign-on.server.ts';
