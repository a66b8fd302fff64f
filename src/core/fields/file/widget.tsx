/** Kept files with a button each to take them off, then the browser's own file control. Works by round trips alone. */
import type { ReactNode } from 'react';
import { Button, describedBy, FormRow, Icon } from '#ui';
import { controlId } from '../control-names.ts';
import { textsOf } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import { type FileOptions, type FileRef, filesIn, keptFiles, printAccept, printBytes } from './contract.ts';

const FileName = ({ file, address }: { file: FileRef; address: string | null }) =>
  address === null ? file.name : <a href={address}>{file.name}</a>;

interface FileWidgetProps extends WidgetProps<FileOptions> {
  capture?: 'user' | 'environment';
  advice?: string;
  /** Items of the list of kept files, where they are more than names. */
  drawKept?: (file: FileRef, address: string | null) => ReactNode;
  /** Words for the script that shows pictures as soon as they are chosen. */
  photoWords?: string;
}

export function FileWidget(props: FileWidgetProps) {
  const { name, reader, field, answer, typed, fileHref, capture, advice, drawKept, photoWords } = props;
  const id = controlId(name);
  const { maxFiles = 5, maxBytes = 10_000_000, accept = [] } = field.options;
  const kept = keptFiles(typed, name, answer ?? []);
  const limits = word('file.limits', reader, {
    accept: printAccept(accept),
    max: printBytes(maxBytes),
    count: maxFiles,
  });
  const texts = textsOf(props, advice === undefined ? limits : `${advice} ${limits}`);
  const shown = filesIn(answer ?? []).filter((file) => kept.includes(file));
  return (
    <FormRow id={id} {...texts}>
      {shown.length > 0 && (
        <ul
          className={drawKept === undefined ? 'form-files' : 'form-photos'}
          aria-label={word('file.kept', reader)}
        >
          {shown.map((file) => {
            const address = fileHref?.(file, field as never) ?? null;
            if (drawKept !== undefined) return drawKept(file, address);
            return (
              <li key={file.fileId}>
                <input type="hidden" name={`${name}.kept`} value={file.fileId} />
                <Icon name="file" />
                <span className="form-file-name">
                  <FileName file={file} address={address} />
                  <span className="form-file-size">{printBytes(file.bytes)}</span>
                </span>
                <Button kind="quiet" name="_action" value={`drop:${name}:${file.fileId}`} formNoValidate>
                  {word('file.remove', reader, { name: file.name })}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {shown.length === 0 && filesIn(answer ?? []).length > 0 && (
        <input type="hidden" name={`${name}.kept`} value="" />
      )}
      <input
        type="file"
        className="form-file"
        id={id}
        name={name}
        accept={accept.join(',') || undefined}
        multiple={maxFiles > 1}
        capture={capture}
        data-photos={photoWords}
        data-max-bytes={maxBytes}
        data-max-files={maxFiles}
        aria-describedby={describedBy(id, texts)}
        aria-invalid={texts.error === undefined ? undefined : true}
      />
    </FormRow>
  );
}
