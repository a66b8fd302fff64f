/** Classes of fields, as columns of a file are marked. */
import type { Classification } from '#core/fields';

export const classLabels: Record<Classification, string> = {
  public: '公開',
  internal: '内部',
  personal: '個人情報',
  sensitive: '要配慮',
  sealed: '保護された項目',
};
