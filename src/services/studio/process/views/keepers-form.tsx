/** Who may seat somebody else when nobody can act. */
import type { RecordProcess } from '#core/definitions';
import { WhoList } from '../../access/who-list.tsx';
import { useEditing } from './editing.ts';
import { firstIssue, PartForm } from './part.tsx';

export function KeepersForm({ keepers }: { keepers: RecordProcess['keepers'] }) {
  const { world, issues, step } = useEditing();
  const { seats: _seats, ...plain } = world;
  const path = 'work.process.keepers';
  return (
    <PartForm kind="止まったとき" title="回議先を決める人">
      <p className="quiet">
        異動や休職で、経路のだれにも回せなくなったときに知らせが届き、代わりの人を決められます。このアプリを管理する人は、いつでもできます。
      </p>
      <WhoList
        label="回議先を決める人"
        id={path}
        who={keepers}
        world={plain}
        error={firstIssue(issues, path)}
        put={(next) =>
          step((now) => ({ process: { ...now, keepers: next }, words: '回議先を決める人を変えました。' }))
        }
      />
    </PartForm>
  );
}
