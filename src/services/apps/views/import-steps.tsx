/** Where one is on the way from a file to records. */
const steps = [
  ['file', 'ファイル'],
  ['columns', '列の対応'],
  ['check', '確かめる'],
  ['run', '取り込む'],
  ['result', '結果'],
] as const;

export function ImportSteps({ now }: { now: (typeof steps)[number][0] }) {
  const at = steps.findIndex(([step]) => step === now);
  return (
    <ol className="import-steps" aria-label="取込みの手順">
      {steps.map(([step, text], index) => (
        <li
          key={step}
          aria-current={step === now ? 'step' : undefined}
          className={index < at ? 'import-step-past' : undefined}
        >
          <span className="import-step-number">{index + 1}</span>
          {text}
        </li>
      ))}
    </ol>
  );
}
