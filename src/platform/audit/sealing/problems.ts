/** What verification can find. Words for people stand where they are printed. */
export type ProblemKind =
  /** The row's content is not what was sealed. */
  | 'edited'
  /** The row is gone and was not redacted. */
  | 'deleted'
  /** A row that no head has, although it says it is older than the last one. */
  | 'inserted'
  /** Sealed later than the time it claims. */
  | 'backdated'
  /** Another row stands where this one was sealed. */
  | 'reordered'
  /** From here on everything that anchors know is gone. */
  | 'truncated'
  | 'leafEdited'
  | 'leafMissing'
  | 'leafAdded'
  /** Rows and leaves agree with each other and not with the signed root: one of the rows from here to the head. */
  | 'tree'
  | 'headAltered'
  | 'headMissing'
  | 'anchorForged'
  | 'anchorGap'
  | 'anchorShort'
  | 'anchorUnreachable';

export interface Problem {
  kind: ProblemKind;
  /** Id of the audit row. */
  row: string | null;
  position: number | null;
  /** The row that stands in its place. */
  found?: string;
  /** Of the head concerned. */
  size?: number;
  sink?: string;
}

export interface Found {
  /** Rows by position, rows without one, heads, anchors; 1 000 at most. */
  problems: Problem[];
  counts: Partial<Record<ProblemKind, number>>;
}

const kept = 1_000;
/** A head is looked at when rows are in order: whoever alters rows has to leave it wrong. */
const aboutHeads: ProblemKind[] = ['headAltered', 'headMissing'];

export class Findings {
  count = 0;
  #problems: Problem[] = [];
  #counts: Found['counts'] = {};

  add(problem: Problem): void {
    this.count++;
    this.#counts[problem.kind] = (this.#counts[problem.kind] ?? 0) + 1;
    if (this.#problems.length < kept) this.#problems.push(problem);
  }

  result(): Found {
    const order = (one: Problem): [number, number] => [
      one.position === null ? (one.row === null ? 3 : 1) : aboutHeads.includes(one.kind) ? 2 : 0,
      one.position ?? 0,
    ];
    const problems = this.#problems.toSorted((one, other) => {
      const [mine, yours] = [order(one), order(other)];
      return mine[0] - yours[0] || mine[1] - yours[1];
    });
    return { problems, counts: this.#counts };
  }
}
