/** Saves the draft by itself, one saving at a time, and keeps in the tab what is not saved yet. */
import { useEffect, useRef, useState } from 'react';
import type { App } from '#core/definitions';
import { href, staffPaths } from '#ui/paths';
import { useStaffSite } from '#ui/staff';
import type { SaveAnswer, SavedDraft } from '../model.ts';

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'waiting' | 'saving' | 'offline' | 'signed-out' }
  | { kind: 'refused'; message: string }
  | { kind: 'conflict'; theirs: SavedDraft };

interface Events {
  /** Taken by the server: what is wrong with it, and ids that it changed. */
  onSaved(saved: SavedDraft, ids: ReadonlyMap<number, number>): void;
  /** Kept in the tab from before: shown instead of what the server has. */
  onKept(body: App): void;
}

const pauseMs = 700;
const againMs = 8_000;
const keptKey = (appId: string) => `kept:designer:${appId}`;

export function useSaving(body: App, first: SavedDraft, { onSaved, onKept }: Events) {
  const appId = first.body.id;
  const { csrf } = useStaffSite();
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: first.changedAt });
  const latest = useRef(body);
  const saved = useRef(first.body);
  const revision = useRef(first.revision);
  const busy = useRef(false);
  const stopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const events = useRef({ onSaved, onKept });
  events.current = { onSaved, onKept };
  latest.current = body;

  const later = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), ms);
  };

  async function flush(): Promise<void> {
    clearTimeout(timer.current);
    if (busy.current || stopped.current || latest.current === saved.current) return;
    busy.current = true;
    const sent = latest.current;
    setState({ kind: 'saving' });
    const answer = await send(appId, { revision: revision.current, body: sent, csrf });
    busy.current = false;
    if (answer === 'offline' || answer === 'signed-out') {
      setState({ kind: answer });
      later(againMs);
      return;
    }
    if (answer.kind === 'refused') {
      setState(answer);
      return;
    }
    if (answer.kind === 'conflict') {
      stopped.current = true;
      setState({ kind: 'conflict', theirs: answer });
      return;
    }
    revision.current = answer.revision;
    saved.current = sent;
    if (latest.current === sent) {
      sessionStorage.removeItem(keptKey(appId));
      setState({ kind: 'saved', at: answer.changedAt });
    } else later(pauseMs);
    events.current.onSaved(answer, changedIds(sent, answer.body));
  }
  const flushing = useRef(flush);
  flushing.current = flush;

  useEffect(() => {
    const kept = readKept(appId);
    if (kept === null) return;
    sessionStorage.removeItem(keptKey(appId));
    if (JSON.stringify(kept.body) === JSON.stringify(first.body)) return;
    // Kept from an older state of the draft: saving it meets the conflict, and the person chooses.
    revision.current = kept.revision;
    events.current.onKept(kept.body);
  }, [appId, first]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the body is what is waited for
  useEffect(() => {
    if (body === saved.current) return;
    sessionStorage.setItem(keptKey(appId), JSON.stringify({ revision: revision.current, body }));
    if (stopped.current) return;
    setState((now) => (now.kind === 'saving' ? now : { kind: 'waiting' }));
    later(pauseMs);
  }, [body, appId]);

  useEffect(() => {
    const online = () => void flushing.current();
    addEventListener('online', online);
    return () => {
      removeEventListener('online', online);
      // Going to another page: what was written in the last moment goes along.
      void flushing.current();
    };
  }, []);

  return {
    state,
    /** There is a draft by now. */
    begun: state.kind === 'saved' && state.at !== null,
    /** Ends a conflict: with one's own over theirs, or with theirs. */
    settle(theirs: SavedDraft, choice: 'mine' | 'theirs') {
      revision.current = theirs.revision;
      stopped.current = false;
      if (choice === 'mine') later(0);
      else {
        saved.current = theirs.body;
        sessionStorage.removeItem(keptKey(appId));
        setState({ kind: 'saved', at: theirs.changedAt });
      }
    },
    now: () => void flush(),
  };
}

interface Sent {
  revision: number;
  body: App;
  csrf: { name: string; value: string | undefined };
}

async function send(
  appId: string,
  { revision, body, csrf }: Sent,
): Promise<SaveAnswer | 'offline' | 'signed-out'> {
  const form = new FormData();
  if (csrf.value !== undefined) form.set(csrf.name, csrf.value);
  form.set('revision', String(revision));
  form.set('body', JSON.stringify(body));
  try {
    const answer = await fetch(href(staffPaths.studioDraft, { app: appId }), { method: 'POST', body: form });
    if (answer.redirected || answer.status === 401) return 'signed-out';
    const json = answer.headers.get('content-type')?.includes('json') === true;
    if (answer.ok && json) return (await answer.json()) as SaveAnswer;
    return answer.status >= 500 || !json
      ? 'offline'
      : { kind: 'refused', message: 'この内容は保存できません。ページを開き直してください。' };
  } catch {
    return 'offline';
  }
}

/** Ids of fields by their place: the server settles those of changed types. */
function changedIds(sent: App, back: App): Map<number, number> {
  return new Map(
    sent.fields.flatMap((field, index) => {
      const id = back.fields[index]?.id;
      return id === undefined || id === field.id ? [] : [[field.id, id] as const];
    }),
  );
}

function readKept(appId: string): { revision: number; body: App } | null {
  try {
    return JSON.parse(sessionStorage.getItem(keptKey(appId)) ?? 'null');
  } catch {
    return null;
  }
}

export type Saving = ReturnType<typeof useSaving>;
