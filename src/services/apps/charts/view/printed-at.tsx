/** On paper only: which records, and when it was printed. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { tokyoStamp } from '#kernel/dates';

export function PrintedAt({ filter }: { filter: string }) {
  const [at, setAt] = useState('');
  useEffect(() => {
    const print = () => {
      const [day = '', time = ''] = tokyoStamp(new Date()).split('T');
      // Before the browser takes the page as it is.
      flushSync(() => setAt(`${day.replaceAll('-', '/')} ${time.slice(0, 5)}`));
    };
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, []);
  return (
    <p className="print-only">
      {filter === '' ? '条件なし（見られるレコードすべて）' : `条件：${filter}`}
      {at !== '' && `　印刷：${at}`}
    </p>
  );
}
