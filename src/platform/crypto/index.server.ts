export {
  activateDataKey,
  type DataKeyRow,
  insertNextDataKey,
  retireDataKey,
  selectDataKeys,
  updateWrapping,
} from './data-keys.sql.ts';
export { constantTimeEqual, hashToken, hmac } from './digest.server.ts';
export {
  createKeyring,
  type KeyMaterial,
  type Keyring,
  type KeyZone,
  keyZones,
  materialOf,
  type SealContext,
} from './keyring.server.ts';
export {
  KeyMissing,
  newDataKey,
  openedVault,
  type SealScene,
  type Seals,
  sealsOf,
} from './open-vault.server.ts';
export { hashPassword, verifyPassword } from './password.server.ts';
export { randomDigits, randomSecret, randomToken } from './random.server.ts';
export { checkShort, hashShort, keyOfShort } from './short-secret.server.ts';
export {
  createVault,
  headLength,
  type KeyMarks,
  legacyKeyId,
  marksOf,
  type Place,
  SealBroken,
  type Vault,
} from './vault.server.ts';
