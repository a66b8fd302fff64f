/** Something that whoever typed the command can mend; shown without a stack. */
export class Trouble extends Error {
  readonly status: number;
  constructor(ja: string, en: string, status = 1) {
    super(`${ja}\n${en}`);
    this.status = status;
  }
}

/** The command was not understood: exit status 2, as is usual. */
export function wrongUse(ja: string, en: string): Trouble {
  return new Trouble(`${ja}\n命令の一覧は madoguchi help で見られます。`, `${en} See madoguchi help.`, 2);
}
