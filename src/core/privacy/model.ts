/** Entries of the register of personal data files. Browser-safe. */
import type { Classification, FieldType } from '#core/fields';

export interface FileItem {
  label: string;
  type: FieldType;
  classification: Classification;
}

export interface PersonalDataFile {
  /** 個人情報ファイルの名称 */
  name: string;
  appId: string;
  procedures: string[];
  /** 実施機関 and the section that keeps it. */
  body: string;
  department: string;
  purposes: string[];
  legalBases: string[];
  /** 記録項目 */
  items: FileItem[];
  /** 記録範囲: whom the file is about. */
  about: string[];
  /** 要配慮個人情報 */
  sensitive: boolean;
  /** Individual number: 特定個人情報ファイル, which 番号法28 wants assessed. */
  individualNumber: boolean;
  /** Values nobody reads without an act of their own. */
  sealed: string[];
  registers: string[];
  retention: string;
}
