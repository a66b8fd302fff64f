/** Messages this room handles, for the worker. */

import type { Signing } from '#core/documents.server';
import type { Registers } from '#core/registers.server';
import type { Keyring } from '#platform/crypto.server';
import type { FileStore } from '#platform/files.server';
import type { Handlers } from '#platform/outbox.server';
import type { Pdf } from '#platform/pdf.server';
import { onRender } from './issue-case.server.ts';
import {
  onCorrected,
  onDelivery,
  onDocumentOpened,
  onLetter,
  onSubmitted,
  onWithdrawn,
} from './receive-application.server.ts';
import { onCheckRegister } from './register-case.server.ts';

export function caseHandlers(tools: {
  pdf: Pdf;
  files: FileStore;
  registers: Registers;
  portalOrigin: string;
  keyring: Keyring;
  signing?: (municipality: string) => Promise<Signing | undefined>;
  /** Journal of issued numbers of a municipality. */
  numbersOf?: (municipality: string) => string;
}): Handlers {
  return {
    'application.submitted': { zone: 'staff', handle: onSubmitted(tools.keyring) },
    'application.corrected': { zone: 'staff', handle: onCorrected(tools.keyring) },
    'application.delivery': { zone: 'staff', handle: onDelivery },
    'application.withdrawn': { zone: 'staff', handle: onWithdrawn },
    'application.message': { zone: 'staff', handle: onLetter },
    'document.opened': { zone: 'staff', handle: onDocumentOpened },
    'document.render': { zone: 'staff', handle: onRender(tools) },
    'case.checkRegister': { zone: 'staff', lines: 1, handle: onCheckRegister(tools) },
  };
}
