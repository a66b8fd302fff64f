/** The name that formulas say. Taken when the person leaves the box: half a name could be that of another field. */
import { useState } from 'react';
import { Field } from '#ui/staff';

interface Props {
  code: string;
  taken: readonly string[];
  onChange(code: string): void;
}

export function CodeSetting({ code, taken, onChange }: Props) {
  const [text, setText] = useState(code);
  const [last, setLast] = useState(code);
  if (code !== last) {
    setLast(code);
    setText(code);
  }
  const said = wrong(text, code, taken);
  const settle = () => {
    if (said === null && text !== code) onChange(text);
  };
  return (
    <Field
      label="式で使う名前（コード）"
      help="文字、数字、_ だけ。この名前を使う式や一覧も、一緒に書き換わります。"
      error={said ?? undefined}
    >
      <input
        type="text"
        value={text}
        maxLength={64}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && settle()}
      />
    </Field>
  );
}

function wrong(text: string, code: string, taken: readonly string[]): string | null {
  if (text === code) return null;
  if (!/^[\p{L}_][\p{L}\p{N}_ー々〆]*$/u.test(text))
    return '文字か _ で始め、文字、数字、_ だけにしてください。空白や記号は使えません。';
  return taken.some((one) => one.normalize('NFKC') === text.normalize('NFKC'))
    ? '同じ名前の項目があります。'
    : null;
}
