/** Names for formulas from what stands above the columns of a spreadsheet. Pure. */

const most = 40;

/** One code each: letters and digits of any script, no two alike, none that begins with a digit. */
export function codesFor(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label, index) => {
    const plain = label
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}_ー々〆]/gu, '')
      .slice(0, most);
    const begun = plain === '' ? `列${index + 1}` : /^[\p{L}_]/u.test(plain) ? plain : `_${plain}`;
    let code = begun;
    for (let again = 2; taken.has(code.toLowerCase()); again += 1) code = `${begun}_${again}`;
    taken.add(code.toLowerCase());
    return code;
  });
}
