/** Every message of the outbox and who handles it; the worker does not start while a kind has none. */
import { portalHandlers } from '#core/applications.server';
import { appHandlers } from '#core/apps.server';
import { caseHandlers } from '#core/cases.server';
import { journalFile } from '#core/disposals.server';
import { numbersFile } from '#core/documents.server';
import { runHandlers } from '#core/entries.server';
import type { MessageKind } from '#core/exchange.server';
import { integrationHandlers } from '#core/integrations.server';
import { noticeHandlers } from '#core/notices.server';
import { listingHandlers } from '#core/procedures.server';
import { recordDocumentHandlers } from '#core/record-documents.server';
import { effectHandlers, processHandlers } from '#core/record-process.server';
import type { Registers } from '#core/registers.server';
import { retentionHandlers } from '#core/retention.server';
import type { Config } from '#platform/config.server';
import type { Keyring } from '#platform/crypto.server';
import type { FileStore } from '#platform/files.server';
import type { Log } from '#platform/log.server';
import type { Handlers } from '#platform/outbox.server';
import type { Pdf } from '#platform/pdf.server';
import { sendHandlers } from './send-handlers.server.ts';
import type { SigningOf } from './signing.server.ts';

export interface HandlerTools {
  config: Config;
  log: Log;
  keyring: Keyring;
  files: FileStore;
  registers: Registers;
  pdf: Pdf;
  signing?: SigningOf;
  portalOrigin: string;
  staffOrigin?: string;
}

/** The rooms' handlers, merged. */
export function allHandlers(tools: HandlerTools): Handlers {
  const numbersOf = (code: string) => numbersFile(tools.config.MADOGUCHI_DATA, code);
  const handlers: Handlers = {
    ...appHandlers,
    ...effectHandlers(tools),
    ...caseHandlers({ ...tools, numbersOf }),
    ...recordDocumentHandlers({ ...tools, numbersOf }),
    ...integrationHandlers,
    ...noticeHandlers({ staffOrigin: tools.staffOrigin ?? tools.portalOrigin }),
    ...processHandlers(tools),
    ...portalHandlers(tools.portalOrigin),
    ...listingHandlers,
    ...runHandlers(tools),
    ...retentionHandlers({ journalOf: (code) => journalFile(tools.config.MADOGUCHI_DATA, code) }),
    ...sendHandlers(tools.config, tools.log),
  };
  return handlers;
}

/** Kinds nobody handles; empty, or the worker must not start. */
export function unhandled(handlers: Handlers, kinds: readonly MessageKind[]): MessageKind[] {
  return kinds.filter((kind) => handlers[kind] === undefined);
}
