/** What a person sees while waiting: one line per step, Japanese first. */
const isTerminal = process.stdout.isTTY === true;
const dim = (text) => (isTerminal ? `\u001b[2m${text}\u001b[0m` : text);

export function say(ja, en) {
  console.log(`▸ ${ja}  ${dim(en)}`);
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Something the person can mend: said plainly, without a stack trace. */
export class Trouble extends Error {
  constructor(ja, en) {
    super(`${ja}\n  ${en}`);
  }
}

/** Runs the program; troubles are told, anything else is a bug and keeps its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Trouble ? `\n✗ ${error.message}` : error);
    process.exit(1);
  }
}
