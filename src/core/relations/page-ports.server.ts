/** What the buttons of a page need to find and to copy, for this person. */
import type { Field } from '#core/fields';
import type { FindPorts } from '#core/forms';
import { findChoices } from '#core/people.server';
import type { RecordDesk } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { copiesOf } from './copy-lookups.server.ts';
import { findRecords } from './find-records.server.ts';
import { lookUp } from './look-up.server.ts';

/** `fields` are those of the app whose form it is. */
export function pagePorts(desk: RecordDesk, fields: readonly Field[]): Required<FindPorts> {
  const today = tokyoDate(desk.now ?? new Date());
  return {
    find: (field, text) =>
      field.type === 'reference' ? findRecords(desk, field, text) : findChoices(desk.tx, field, text, today),
    async lookUp(field, given) {
      const looked = await lookUp(desk, field, given);
      if (!('found' in looked)) return looked;
      const { found } = looked;
      return { key: found.key, record: found.id, values: copiesOf(field, fields, found) };
    },
  };
}
