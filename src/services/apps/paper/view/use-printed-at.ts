/** When the page was sent to the printer; empty until then. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { tokyoStamp } from '#kernel/dates';

export function usePrintedAt(): string {
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
  return at;
}
