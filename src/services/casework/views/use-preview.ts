import { useCallback, useEffect, useState } from 'react';

const name = 'staff-preview';

/** Whether the preview stands beside the list; this browser remembers. */
export function usePreview(): [boolean, () => void] {
  const [on, setOn] = useState(false);
  useEffect(() => setOn(localStorage.getItem(name) === 'on'), []);
  const toggle = useCallback(
    () =>
      setOn((before) => {
        localStorage.setItem(name, before ? 'off' : 'on');
        return !before;
      }),
    [],
  );
  return [on, toggle];
}
