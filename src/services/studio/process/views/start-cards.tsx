/** An app whose records have no state yet: what a process is good for, and four to begin with. */
import { useState } from 'react';
import type { RecordProcess } from '#core/definitions';
import type { Field } from '#core/fields';
import { type Office, type StartKind, startKinds, startProcess, startWords } from '../starts.ts';

const numeric = ['money', 'number', 'formula', 'score'];

export function StartCards({
  fields,
  offices,
  begin,
}: {
  fields: readonly Field[];
  offices: readonly Office[];
  begin(process: RecordProcess, words: string): void;
}) {
  const amounts = fields.filter((one) => numeric.includes(one.type));
  const [field, setField] = useState(amounts[0]?.code ?? '');
  const [below, setBelow] = useState('100000');
  const limit = Number(below.normalize('NFKC').replaceAll(',', ''));
  const sound = field !== '' && Number.isInteger(limit) && limit > 0;
  const choose = (kind: StartKind) =>
    begin(
      startProcess(kind, { offices, ...(sound ? { amount: { field, below: limit } } : {}) }),
      `「${startWords[kind].title}」から始めました。`,
    );
  return (
    <div className="process-starts">
      <p>
        記録が「下書き」「回議中」「決裁済」のような状態を進むようになります。近いものから始めて、あとで自由に変えられます。
      </p>
      <ul className="plain-list">
        {startKinds.map((kind) => (
          <li key={kind}>
            <h2>{startWords[kind].title}</h2>
            <p>{startWords[kind].about}</p>
            {kind === 'by-amount' &&
              (amounts.length === 0 ? (
                <p className="quiet">フォームに金額や数の項目を置くと、選べるようになります。</p>
              ) : (
                <div className="process-pair">
                  <label>
                    金額の項目
                    <select value={field} onChange={(event) => setField(event.target.value)}>
                      {amounts.map((one) => (
                        <option key={one.code} value={one.code}>
                          {one.label.ja}
                        </option>
                      ))}
                    </select>
                  </label>
                  <label>
                    これ未満は専決
                    <input
                      type="text"
                      inputMode="numeric"
                      value={below}
                      aria-invalid={!sound || undefined}
                      onChange={(event) => setBelow(event.target.value)}
                    />
                  </label>
                </div>
              ))}
            <button
              type="button"
              className="button button-plain"
              disabled={kind === 'by-amount' && !sound}
              onClick={() => choose(kind)}
            >
              「{startWords[kind].title}」で始める
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
