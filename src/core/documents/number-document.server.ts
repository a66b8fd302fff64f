/** 文書番号: 第N号 of a section in a fiscal year. */
import { fiscalYearOf } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { takeNumber } from './documents.sql.ts';

export interface NumberedPlace {
  department: string;
  fiscalYear: number;
  serial: number;
  /** As it is printed. */
  number: string;
}

/** Taken for good: whoever fails afterwards undoes the whole transaction, or the number is a 欠番 with a reason. */
export async function numberDocument(
  tx: Tx,
  department: { code: string; name: string; documentSymbol?: string },
  today: string,
): Promise<NumberedPlace> {
  const fiscalYear = fiscalYearOf(today);
  const serial = await takeNumber(tx, department.code, fiscalYear);
  const number = `${department.documentSymbol ?? department.name}第${serial}号`;
  return { department: department.code, fiscalYear, serial, number };
}
