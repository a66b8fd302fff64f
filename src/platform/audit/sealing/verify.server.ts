/**
 * Recomputes the tree from the rows and compares it with the signed heads in the database and with the anchors outside.
 * Names the first row that is not what was sealed. Reads only, page by page, while the city works.
 */
import type { Database, Tx } from '#platform/db.server';
import type { AnchorSink } from './anchor.server.ts';
import {
  type AnchoredLeaf,
  type AnchoredLeaves,
  type AnchorSummary,
  anchoredLeaves,
  summarise,
} from './anchored.server.ts';
import { Clock } from './backdated.ts';
import { headDigest, openHead } from './head.server.ts';
import { contentOf, type HeadRow, selectLastHead, selectMoment } from './leaves.sql.ts';
import type { Signer } from './note.server.ts';
import { Findings, type Found, type Problem } from './problems.ts';
import { openRedaction } from './redact.server.ts';
import { type PartState, selectState } from './state.sql.ts';
import { Frontier, leafHash } from './tree.server.ts';
import {
  type Stored,
  selectEnds,
  selectHeads,
  selectNeverSealed,
  selectRange,
  selectStored,
} from './verify.sql.ts';

export interface VerifyOptions {
  db: Database;
  municipality: string;
  signer: Signer;
  sinks: AnchorSink[];
  /** ISO times; `sinceAnchor`: from the newest head that every anchor has. Neither: everything. */
  range?: { from?: string; to?: string } | 'sinceAnchor';
  /** Signed heads that were kept on paper, as their QR codes say them. */
  papers?: string[];
}

export interface Verification extends Found {
  from: number;
  to: number;
  redacted: number;
  anchors: AnchorSummary[];
  /** Of the problems the one with the lowest position. */
  first: Problem | null;
  ok: boolean;
}

const page = 2_000;

export async function verifyAudit(options: VerifyOptions): Promise<Verification> {
  const { db, municipality, signer, sinks } = options;
  const read = <T>(work: (tx: Tx) => Promise<T>) => db.tenant(municipality, 'worker', work);
  // In this order: sealing goes on meanwhile, and what is read later may only know more.
  const state = await read(selectState);
  const anchors: AnchorSummary[] = [];
  for (const sink of sinks) anchors.push(await summarise(sink, municipality, signer));
  const ends = await read(selectEnds);
  const findings = new Findings();
  const papers = readPapers(options, findings);
  const anchored = Math.max(0, ...anchors.map((one) => one.size ?? 0), ...papers.keys());
  const range = await rangeOf(options, anchors, ends.heads, read);
  // What only one of leaves, heads and anchors knows of is a finding, so the longest of them counts.
  const to = Math.min(range.to, Math.max(ends.leaves, ends.heads, anchored));
  const walk = new Walk(options, findings, ends.heads, papers);
  const sources = sinks.flatMap((sink, nth) =>
    anchors[nth]!.size === null ? [] : [anchoredLeaves(sink, municipality, signer, anchors[nth]!)],
  );
  try {
    await walk.begin(range.from, read);
    for (let from = walk.from; from < to; from += page) {
      const end = Math.min(from + page, to);
      const stored = await read((tx) => selectStored(tx, from, end));
      const heads = await read((tx) => selectHeads(tx, from, end));
      await walk.page(from, end, stored, heads, sources);
    }
  } finally {
    for (const source of sources) await source.end();
  }
  await checkUnsealed(options, findings, read);
  checkAnchors(findings, anchors, state);
  const found = findings.result();
  return {
    ...found,
    from: walk.from,
    to,
    redacted: walk.redacted,
    anchors,
    first: found.problems[0] ?? null,
    ok: found.problems.length === 0,
  };
}

/** Size to root; what is not signed by us is a finding. */
function readPapers({ papers = [], signer }: VerifyOptions, findings: Findings): Map<number, string> {
  const roots = new Map<number, string>();
  for (const paper of papers) {
    // What reads a QR code drops the last line's end, or writes it in another way.
    const head = openHead(signer, `${paper.replaceAll('\r\n', '\n').trim()}\n`);
    if (head === null) findings.add({ kind: 'anchorForged', row: null, position: null, sink: 'paper' });
    else roots.set(head.size, head.root);
  }
  return roots;
}

type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

async function rangeOf(
  { range }: VerifyOptions,
  anchors: AnchorSummary[],
  heads: number,
  read: Read,
): Promise<{ from: number; to: number }> {
  const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
  if (range === undefined) return all;
  if (range === 'sinceAnchor') {
    const sizes = anchors.map((one) => one.head?.size ?? 0);
    // One step back: the anchored head itself is compared too.
    return sizes.length === 0 ? all : { ...all, from: Math.max(0, Math.min(...sizes, heads) - 1) };
  }
  const found = await read((tx) => selectRange(tx, range.from ?? '-infinity', range.to ?? 'infinity'));
  return { from: found.from, to: range.to === undefined || found.to === 0 ? all.to : found.to };
}

/** The way from leaf to leaf. */
class Walk {
  from = 0;
  redacted = 0;
  #tree: Frontier | null = new Frontier();
  #clock = new Clock();
  #previous: HeadRow | null = null;
  #batch: { row: string | null; position: number; clean: boolean } | null = null;
  readonly #options: VerifyOptions;
  readonly #findings: Findings;
  readonly #heads: number;
  readonly #papers: Map<number, string>;

  constructor(options: VerifyOptions, findings: Findings, heads: number, papers: Map<number, string>) {
    this.#papers = papers;
    this.#options = options;
    this.#findings = findings;
    this.#heads = heads;
  }

  /** Begins at the last head at or below a position, whose signed root stands for all before it. */
  async begin(position: number, read: Read): Promise<void> {
    const head = position === 0 ? null : await read((tx) => selectLastHead(tx, position));
    if (head === null) return;
    const opened = openHead(this.#options.signer, head.note);
    const tree = Frontier.from(Number(head.size), head.frontier);
    // Cannot be begun from: then everything is looked at, and this head is named on the way.
    if (opened === null || tree === null || tree.root().toString('base64') !== opened.root) return;
    this.from = tree.size;
    this.#tree = tree;
    this.#previous = head;
    this.#clock.add(opened.next, opened.at);
  }

  async page(
    from: number,
    to: number,
    stored: Stored[],
    heads: HeadRow[],
    sources: AnchoredLeaves[],
  ): Promise<void> {
    let [nextLeaf, nextHead] = [0, 0];
    for (let position = from; position < to; position++) {
      const leaf = Number(stored[nextLeaf]?.position) === position ? stored[nextLeaf++]! : null;
      const known = await firstKnown(sources, position);
      const before = this.#findings.count;
      const hash = this.#leaf(position, leaf, known);
      this.#batch ??= { row: known?.row ?? leaf?.row_id ?? null, position, clean: true };
      if (this.#findings.count > before) this.#batch.clean = false;
      if (hash === null) this.#tree = null;
      else this.#tree?.append(hash);
      this.#anchoredRoot(position + 1, this.#papers.get(position + 1) ?? null);
      for (const source of sources) this.#anchoredRoot(position + 1, source.rootAt(position + 1));
      while (nextHead < heads.length && Number(heads[nextHead]!.size) <= position + 1)
        this.#head(heads[nextHead++]!);
    }
  }

  /** One leaf against anchor, row and redaction; gives the hash that the tree was built of, as far as it is known. */
  #leaf(position: number, leaf: Stored | null, known: AnchoredLeaf | null): Buffer | null {
    const say = (kind: Problem['kind'], row: string | null) => this.#findings.add({ kind, row, position });
    if (leaf === null) {
      say(position >= this.#heads ? 'truncated' : 'leafMissing', known?.row ?? null);
      return known?.hash ?? null;
    }
    if (known !== null && known.row !== leaf.row_id) {
      this.#findings.add({ kind: 'reordered', row: known.row, position, found: leaf.row_id });
      return known.hash;
    }
    const sealed = known?.hash ?? leaf.hash;
    if (position >= this.#heads && known === null) say('leafAdded', leaf.row_id);
    else if (position === this.#heads) say('headMissing', leaf.row_id);
    if (openRedaction(this.#options.signer, leaf.redaction, leaf.row_id, sealed)) {
      this.redacted++;
      return sealed;
    }
    if (leaf.id === null) say('deleted', leaf.row_id);
    else if (!leafHash(contentOf({ ...leaf, id: leaf.id })).equals(sealed)) say('edited', leaf.row_id);
    else if (!leaf.hash.equals(sealed)) say('leafEdited', leaf.row_id);
    else if (this.#clock.backdated(leaf.xid, leaf.at)) say('backdated', leaf.row_id);
    return sealed;
  }

  #anchoredRoot(size: number, root: string | null): void {
    if (root === null || this.#tree === null || this.#tree.root().toString('base64') === root) return;
    if (this.#batch?.clean === false) return;
    this.#findings.add({
      kind: 'tree',
      row: this.#batch?.row ?? null,
      position: this.#batch?.position ?? size - 1,
    });
    if (this.#batch !== null) this.#batch.clean = false;
  }

  #head(row: HeadRow): void {
    const size = Number(row.size);
    const batch = this.#batch ?? { row: null, position: size, clean: true };
    const say = (kind: Problem['kind']) =>
      this.#findings.add({ kind, row: batch.row, position: batch.position, size });
    const head = openHead(this.#options.signer, row.note);
    const previous = this.#previous === null ? null : headDigest(this.#previous.note);
    if (head === null || head.size !== size) say('headAltered');
    else {
      if (head.previous !== previous) say('headMissing');
      const same =
        this.#tree === null ||
        (this.#tree.size === size && this.#tree.root().toString('base64') === head.root);
      // A row of this batch was named already: that is the reason.
      if (!same && batch.clean) say('tree');
      // What is wrong before this head was said; from here on the signed root counts.
      const signed = Frontier.from(size, row.frontier);
      if (signed !== null && signed.root().toString('base64') === head.root) this.#tree = signed;
      this.#clock.add(head.next, head.at);
    }
    this.#previous = row;
    this.#batch = null;
  }
}

async function firstKnown(sources: AnchoredLeaves[], position: number): Promise<AnchoredLeaf | null> {
  let known: AnchoredLeaf | null = null;
  for (const source of sources) known = (await source.at(position)) ?? known;
  return known;
}

async function checkUnsealed(
  { signer, range }: VerifyOptions,
  findings: Findings,
  read: Read,
): Promise<void> {
  const last = await read((tx) => selectLastHead(tx));
  const head = last === null ? null : openHead(signer, last.note);
  if (head === null) return;
  const moment = await read(selectMoment);
  // Another server counts anew: its rows are still to be sealed.
  if (BigInt(head.horizon) > BigInt(moment.horizon)) return;
  const times = typeof range === 'object' ? range : {};
  const rows = await read((tx) =>
    selectNeverSealed(tx, {
      horizon: head.horizon,
      from: times.from ?? null,
      to: times.to ?? null,
      limit: 1_000,
    }),
  );
  for (const row of rows) findings.add({ kind: 'inserted', row, position: null });
}

function checkAnchors(findings: Findings, anchors: AnchorSummary[], state: PartState[]): void {
  for (const { name, size, forged, gap } of anchors) {
    const say = (kind: Problem['kind']) => findings.add({ kind, row: null, position: null, sink: name });
    if (size === null) say('anchorUnreachable');
    else if (size < (state.find((one) => one.part === name)?.size ?? 0)) say('anchorShort');
    if (forged > 0) say('anchorForged');
    if (gap !== null) say('anchorGap');
  }
}
