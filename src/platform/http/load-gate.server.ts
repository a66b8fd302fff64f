/** Who is taken in while much is under way. Counts work, not time: a slow machine is full earlier by itself. */

export interface LoadGate {
  /** Gives the way out, to be called once; null when there is no room. `known` is somebody with something under way. */
  enter(known: boolean): (() => void) | null;
  inside(): number;
}

/** Above these parts of what fits, only who has begun something is taken in. */
const forStrangers = 0.6;
const waitingForStrangers = 0.3;

/**
 * `most` requests at once; `waiting` is how many of them wait for a connection to the database. Whoever carries a session
 * has a form or a case under way and is let in until the last place; newcomers are asked to wait earlier.
 */
export function createLoadGate(most: number, waiting: () => number): LoadGate {
  let inside = 0;
  return {
    inside: () => inside,
    enter(known) {
      if (inside >= most) return null;
      if (!known && (inside >= most * forStrangers || waiting() >= most * waitingForStrangers)) return null;
      inside++;
      let left = false;
      return () => {
        if (!left) inside--;
        left = true;
      };
    },
  };
}
