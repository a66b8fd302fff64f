/** Whether the window is as narrow as a phone: lists then stand as one record below the other, drawings go down instead of across. */
import { useSyncExternalStore } from 'react';

const query = '(max-width: 43.75rem)';

const subscribe = (changed: () => void) => {
  const list = matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
};

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
