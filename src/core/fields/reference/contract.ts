/**
 * 参照: records of another work app. The value is their ids; their titles come with the reader, and a record that was
 * deleted or may not be seen has a title that says so: nothing here fails because something there is gone.
 */
import type { FieldContract } from '../contract.ts';
import { makePickContract, type PickOptions, uuidPattern } from '../pick/contract.ts';

export type ReferenceOptions = PickOptions & {
  /** Id of the other app; a column never points anywhere else. */
  app: string;
  /** Codes of fields of the other app that tell apart what is offered, besides its title. */
  detail?: string[];
};

export const referenceContract: FieldContract<string | string[], ReferenceOptions> =
  /* @__PURE__ */ makePickContract({
    id: uuidPattern,
    pointsTo: ({ options }) => ({ app: options.app }),
    nameOf: (names, id, { options }) => names?.records?.[options.app]?.[id],
  });
