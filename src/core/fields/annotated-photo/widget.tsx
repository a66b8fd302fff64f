/** The file control, and for every kept picture a button that opens an editor. Its marks travel in a hidden control each. */
import { Button } from '#ui';
import { type FileOptions, printBytes } from '../file/contract.ts';
import { FileWidget } from '../file/widget.tsx';
import { word } from '../labels.ts';
import type { Reader } from '../messages.ts';
import type { PhotoOptions } from '../photo/contract.ts';
import type { WidgetProps } from '../widget-props.ts';
import { type AnnotatedPhoto, marksIn } from './contract.ts';
import { type MarkColour, type MarkKind, markColours, readMarks } from './marks.ts';

export function AnnotatedPhotoWidget(props: WidgetProps<PhotoOptions>) {
  const { name, typed, reader } = props;
  const told = new Map((typed[`${name}.marks`] ?? []).map((text) => [readMarks(text)?.file, text]));
  return (
    <FileWidget
      {...(props as unknown as WidgetProps<FileOptions>)}
      capture="environment"
      photoWords={wordsOf(reader)}
      drawKept={(photo, href) => (
        <Kept
          key={photo.fileId}
          photo={photo}
          name={name}
          marks={told.get(photo.fileId)}
          href={href}
          reader={reader}
        />
      )}
    />
  );
}

interface KeptProps {
  photo: AnnotatedPhoto;
  name: string;
  marks: string | undefined;
  href: string | null;
  reader: Reader;
}

/** What is seen is the copy that the server drew; the editor asks for the original, which is its own right. */
function Kept({ photo, name, marks, href, reader }: KeptProps) {
  const value = marks ?? JSON.stringify({ file: photo.fileId, marks: marksIn(photo) });
  const count = readMarks(value)?.marks.length ?? 0;
  return (
    <li data-photo={href === null ? undefined : `${href}/original`} data-words={wordsOf(reader)}>
      <input type="hidden" name={`${name}.kept`} value={photo.fileId} />
      <input type="hidden" name={`${name}.marks`} defaultValue={value} />
      {href !== null && <img src={href} alt={photo.name} loading="lazy" />}
      <div className="form-photo-side">
        <span className="form-file-name">
          {href === null ? photo.name : <a href={href}>{photo.name}</a>}
          <span className="form-file-size">{printBytes(photo.bytes)}</span>
        </span>
        <span role="status">
          {count === 0 ? word('photo.unmarked', reader) : word('photo.marked', reader, { count })}
        </span>
        {href !== null && (
          <Button kind="secondary" type="button" data-photo-edit="" hidden>
            {word('photo.annotate', reader, { name: photo.name })}
          </Button>
        )}
        <Button kind="quiet" name="_action" value={`drop:${name}:${photo.fileId}`} formNoValidate>
          {word('file.remove', reader, { name: photo.name })}
        </Button>
      </div>
    </li>
  );
}

const tools: readonly MarkKind[] = ['draw', 'arrow', 'text', 'blur'];

/** Words of the editor, which script draws and which has none of its own. */
function wordsOf(reader: Reader): string {
  return JSON.stringify({
    tools: tools.map((kind) => [kind, word(`photo.tool.${kind}`, reader)]),
    colours: (Object.keys(markColours) as MarkColour[]).map((colour) => [
      colour,
      word(`photo.colour.${colour}`, reader),
    ]),
    toolsLabel: word('photo.tools', reader),
    coloursLabel: word('photo.colours', reader),
    text: word('photo.text', reader),
    picture: word('photo.picture', reader),
    undo: word('photo.undo', reader),
    clear: word('photo.clear', reader),
    take: word('photo.take', reader),
    leave: word('photo.leave', reader),
    full: word('photo.full', reader),
    marked: word('photo.marked', reader, { count: '{count}' }),
    unmarked: word('photo.unmarked', reader),
    annotate: word('photo.annotate', reader, { name: '{name}' }),
    remove: word('file.remove', reader, { name: '{name}' }),
  });
}
