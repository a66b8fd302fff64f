export { constantTimeEqual, hashToken, hmac } from './digest.server.ts';
export { createKeyring, type Keyring, type KeyringKey, type SealContext } from './keyring.server.ts';
export { hashPassword, verifyPassword } from './password.server.ts';
export { randomDigits, randomSecret, randomToken } from './random.server.ts';
