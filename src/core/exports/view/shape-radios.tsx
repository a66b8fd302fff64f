/** Format and characters of the file. */
import { errorFor, type FormIssue } from '#ui/staff';
import { encodings, formats } from '../model.ts';
import { Radios } from './radios.tsx';

export function ShapeRadios({ issues }: { issues?: readonly FormIssue[] }) {
  return (
    <>
      <Radios
        name="format"
        legend="ファイルの形"
        options={formats}
        first="xlsx"
        error={errorFor(issues, 'format')}
      />
      <Radios
        name="encoding"
        legend="CSVの文字コード"
        help="Windows-31Jにない文字があるときは、作る前に一覧で確かめます。Excel（XLSX）には関係ありません。"
        options={encodings}
        first="utf-8"
        error={errorFor(issues, 'encoding')}
      />
    </>
  );
}
