/** Attachments in place: pressed once, the picture or PDF stands under its name. */
import { useState } from 'react';
import { href, staffPaths } from '#ui/paths';
import { Glyph } from '#ui/staff';
import type { AnswerFile } from '../answer-rows.ts';

export function FileList({ caseId, files }: { caseId: string; files: AnswerFile[] }) {
  return (
    <ul className="files">
      {files.map((file) =>
        file.held === undefined ? (
          <FileItem
            key={file.id}
            file={file}
            address={href(staffPaths.caseFile, { case: caseId, file: file.id })}
          />
        ) : (
          <HeldFile key={file.id} file={file} />
        ),
      )}
    </ul>
  );
}

const heldWords = {
  waiting: 'ウイルスの検査を待っています。終わると開けるようになります。',
  infected: 'ウイルスが見つかったため受け取りませんでした。',
};

function HeldFile({ file }: { file: AnswerFile }) {
  return (
    <li>
      <div className="file-row">
        <Glyph name="file" />
        <span>{file.name}</span>
      </div>
      <p className="small quiet">{file.held && heldWords[file.held]}</p>
    </li>
  );
}

function FileItem({ file, address }: { file: AnswerFile; address: string }) {
  const [open, setOpen] = useState(false);
  const picture = file.type.startsWith('image/');
  const inPlace = picture || file.type === 'application/pdf';
  return (
    <li>
      <div className="file-row">
        <Glyph name="file" />
        <a href={address} target="_blank" rel="noreferrer">
          {file.name}
          <span className="visually-hidden">（別のタブで開く）</span>
        </a>
        {inPlace && (
          <button
            type="button"
            className="button button-quiet no-print"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? '閉じる' : 'ここに表示'}
            <span className="visually-hidden">：{file.name}</span>
          </button>
        )}
      </div>
      {open && (
        <div className="viewer">
          {picture ? (
            <img src={address} alt={`添付「${file.name}」`} />
          ) : (
            <iframe src={address} title={`添付「${file.name}」`} />
          )}
        </div>
      )}
    </li>
  );
}
