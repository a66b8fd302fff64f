import type { z } from 'zod';
import type { Tx } from '#platform/db.server';
import { insertOutbox } from '#platform/outbox.server';
import { type Message, type MessageKind, messages, targets } from './model.server.ts';

/** Posts a typed message in the transaction of the act that causes it; checked before it leaves. */
export async function post<K extends MessageKind>(
  tx: Tx,
  kind: K,
  payload: z.input<(typeof messages)[K]>,
  dedupKey?: string,
): Promise<void> {
  await insertOutbox(tx, { kind, target: targets[kind], payload: messages[kind].parse(payload), dedupKey });
}

/** Reads a message on arrival; a malformed one is a bug and throws. */
export function read<K extends MessageKind>(kind: K, payload: unknown): Message<K> {
  return messages[kind].parse(payload) as Message<K>;
}
