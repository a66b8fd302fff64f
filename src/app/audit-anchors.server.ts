/** Where the settings say that the audit tree is anchored. */
import path from 'node:path';
import {
  type AnchorSink,
  auditSigner,
  databaseSink,
  fileSink,
  type Signer,
  s3Sink,
} from '#platform/audit/sealing.server';
import type { Config } from '#platform/config.server';
import type { Keyring } from '#platform/crypto.server';

export interface Anchors {
  sinks: AnchorSink[];
  close(): Promise<void>;
}

export function anchorsOf(config: Config): Anchors {
  const database =
    config.AUDIT_ANCHOR_DATABASE_URL === undefined ? null : databaseSink(config.AUDIT_ANCHOR_DATABASE_URL);
  return {
    sinks: [
      fileSink(path.resolve(config.MADOGUCHI_DATA, 'audit-anchors')),
      ...(config.AUDIT_ANCHOR_S3_URL === undefined ? [] : [s3Sink(config.AUDIT_ANCHOR_S3_URL)]),
      ...(database === null ? [] : [database]),
    ],
    close: async () => void (await database?.close()),
  };
}

/** Signs and opens the heads of one city's tree. */
export function signerFor(config: Config, keyring: Keyring, municipality: string): Signer {
  return auditSigner(keyring, municipality, config.AUDIT_TRUSTED_KEYS);
}
