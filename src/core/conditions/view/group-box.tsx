/** Conditions of which all, or one, must hold; groups stand within groups. */
import { newTest, type Place, placeKey } from '../edit.ts';
import { type Condition, deepest, type Group, isGroup } from '../model.ts';
import type { Editing } from './editing.ts';
import { TestRow } from './test-row.tsx';

interface Props extends Editing {
  group: Group;
  place: Place;
  depth: number;
  /** Read out before the numbers of inner conditions. */
  number?: string;
}

const joins: Record<Group['join'], string> = { all: 'すべてに当てはまる', any: 'どれかに当てはまる' };

export function GroupBox({ group, place, depth, number = '', ...editing }: Props) {
  const { fields, idBase, set, remove } = editing;
  const key = placeKey(place);
  const [first] = fields;
  const add = (item: Condition) => {
    const next = [...place, group.items.length];
    const inner = isGroup(item) ? [...next, 0] : next;
    set(place, { ...group, items: [...group.items, item] }, `${placeKey(inner)}-field`);
  };
  const before = (index: number): string => {
    const near = index > 0 ? index - 1 : group.items.length > 1 ? 0 : null;
    return near === null || isGroup(group.items[near]!)
      ? `${key}-add`
      : `${placeKey([...place, near])}-field`;
  };
  return (
    <div className={depth > 1 ? 'condition-group condition-inner' : 'condition-group'}>
      {(group.items.length > 1 || depth > 1) && (
        <label className="condition-join">
          <span className="visually-hidden">{number === '' ? '条件のつなぎ方' : `${number}のつなぎ方`}</span>
          <select
            id={`${idBase}${key}-join`}
            value={group.join}
            onChange={(event) => set(place, { ...group, join: event.target.value as Group['join'] })}
          >
            {Object.entries(joins).map(([join, text]) => (
              <option key={join} value={join}>
                次の{text}
              </option>
            ))}
          </select>
        </label>
      )}
      {group.items.length > 0 && (
        <ul className="condition-list">
          {group.items.map((one, index) => {
            const at = [...place, index];
            const name = `${number}条件${index + 1}`;
            return (
              <li key={placeKey(at)}>
                {isGroup(one) ? (
                  <fieldset className="condition-nested">
                    <legend className="visually-hidden">{name}（まとまり）</legend>
                    <GroupBox
                      {...editing}
                      group={one}
                      place={at}
                      depth={depth + 1}
                      number={`${name}の中の`}
                    />
                    <button
                      type="button"
                      className="button button-quiet"
                      aria-label={`${name}のまとまりを消す`}
                      onClick={() => remove(at, 'まとまり', before(index))}
                    >
                      まとまりを消す
                    </button>
                  </fieldset>
                ) : (
                  <TestRow
                    {...editing}
                    test={one}
                    place={at}
                    depth={depth}
                    name={name}
                    next={before(index)}
                    lines={(inner) => <GroupBox {...editing} {...inner} />}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {first !== undefined && (
        <p className="button-row">
          <button
            type="button"
            className="button button-quiet"
            data-place={`${key}-add`}
            onClick={() => add(newTest(first))}
          >
            条件を足す
          </button>
          {depth < deepest && group.items.length > 0 && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => add({ join: group.join === 'all' ? 'any' : 'all', items: [newTest(first)] })}
            >
              まとまりを足す
            </button>
          )}
        </p>
      )}
    </div>
  );
}
