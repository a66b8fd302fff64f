import { useEffect, useState } from 'react';
import { useRevalidator } from 'react-router';

const every = 1_500;
/** A paper takes a second or two; whoever waits longer reads the page again. */
const most = 20;

/** Reads the page again while a paper is being made, a while long. */
export function useReady(waiting: boolean): void {
  const { revalidate } = useRevalidator();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!waiting || asked >= most) return;
    const timer = setTimeout(() => {
      setAsked(asked + 1);
      // A form that somebody is filling in is not theirs to lose: React keeps what is typed.
      void revalidate();
    }, every);
    return () => clearTimeout(timer);
  }, [waiting, asked, revalidate]);
}
