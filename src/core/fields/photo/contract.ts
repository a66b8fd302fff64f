/** One picture; with `portrait` a face photo for an identity document. */
import type { FieldContract } from '../contract.ts';
import { type FileOptions, type FileRef, fileContract } from '../file/contract.ts';

export type PhotoOptions = FileOptions & { portrait: boolean };

export const photoContract: FieldContract<FileRef[], PhotoOptions> = { ...fileContract };
