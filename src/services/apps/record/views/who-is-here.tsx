/** Who else has the record open, told quietly and again every 20 seconds. */
import { useEffect, useState } from 'react';
import { href, staffPaths } from '#ui/paths';

interface Person {
  name: string;
  department: string;
  editing: boolean;
}

const everyMs = 20_000;

export function WhoIsHere({ appId, record, editing }: { appId: string; record: string; editing: boolean }) {
  const [people, setPeople] = useState<Person[]>([]);
  useEffect(() => {
    const address = (as: string) => href(staffPaths.recordHere, { app: appId, record }, { as });
    const as = editing ? 'editing' : 'reading';
    let gone = false;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await fetch(address(as), { credentials: 'same-origin' }).catch(() => null);
      if (gone || answer?.ok !== true) return;
      const told = (await answer.json().catch(() => null)) as { people?: Person[] } | null;
      if (told?.people !== undefined) setPeople(told.people);
    };
    // Only a page that goes away needs a request that outlives it. A body nobody reads would hold its connection.
    const leave = (keepalive: boolean) =>
      void fetch(address(editing ? 'left-form' : 'left'), { keepalive })
        .then((answer) => answer.body?.cancel())
        .catch(() => null);
    const hide = () => leave(true);
    void ask();
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    addEventListener('pagehide', hide);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      removeEventListener('pagehide', hide);
      leave(false);
    };
  }, [appId, record, editing]);
  return (
    <p className="who-is-here" role="status">
      {people.length > 0 && (
        <>
          いま見ている人：
          {people.map((one, index) => (
            <span key={`${one.name}${one.department}`}>
              {index > 0 && '、'}
              {one.name}
              {one.department !== '' && <span className="quiet">（{one.department}）</span>}
              {one.editing && <b>編集中</b>}
            </span>
          ))}
        </>
      )}
    </p>
  );
}
