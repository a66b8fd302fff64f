/** Below the box: what is wrong, or what kind of value it gives and what comes out for the test row. */
import { useEffect, useState } from 'react';
import type { Judged } from './judge.ts';

interface Props {
  id: string;
  text: string;
  judged: Judged;
  said: readonly { message: string }[];
  /** Title of the test row. */
  row?: string;
}

export function Verdict({ id, text, judged, said, row }: Props) {
  const messages = [
    ...judged.issues.map(({ severity, message, from, to }) => ({
      severity,
      message: `${place(text, from, to)}${message}`,
    })),
    ...said
      .filter(({ message }) => !judged.issues.some((one) => one.message === message))
      .map(({ message }) => ({ severity: 'error' as const, message })),
  ];
  const result =
    judged.type === undefined
      ? ''
      : `結果：${judged.type}${judged.result === undefined ? '' : ` → ${judged.result}`}`;
  const spoken = useCalm([...messages.map(({ message }) => message), result].join(' '));
  return (
    <div id={id} className="formula-verdict">
      {messages.map(({ severity, message }) => (
        <p key={message} className={severity === 'error' ? 'error' : 'formula-hint'}>
          {severity === 'error' ? 'エラー：' : '注意：'}
          {message}
        </p>
      ))}
      {judged.type !== undefined && (
        <p className="formula-result">
          <span className="quiet">
            {row === undefined || judged.result === undefined ? '結果の種類' : row}
          </span>{' '}
          {judged.result !== undefined && <output>{judged.result}</output>}
          <span className="quiet">（{judged.type}）</span>
        </p>
      )}
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  );
}

/** 「3文字目から」: nobody counts further than the first line. */
function place(text: string, from: number, to: number): string {
  if (from === 0 && to >= text.length) return '';
  const line = text.slice(0, from).split('\n').length;
  const column = from - text.lastIndexOf('\n', from - 1);
  return line > 1 ? `${line}行目の${column}文字目：` : `${column}文字目：`;
}

/** Read out when the person pauses, not at every key. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), 700);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}
