/** The page that works without a line. Files go piece by piece, as from the forms' own pages. */
import './field.css';
import { NoLine, NotTaken, type Office, startField } from '#core/offline/field';
import { SendFailed, SignedOut, sendFile } from '#services/apps';

const inPieces: Office['sendFile'] = async ({ app, record, control }, file, talk) => {
  const { mark, progress, waiting } = talk;
  const csrf = () => ({ name: '_csrf', value: talk.csrf });
  try {
    const target = { app, record, field: control };
    return (await sendFile(target, file, { csrf, mark, progress, waiting })).fileId;
  } catch (error) {
    if (error instanceof SignedOut) throw new NoLine();
    throw error instanceof SendFailed ? new NotTaken(error.message) : error;
  }
};

const root = document.getElementById('field');
if (root !== null) startField(root, inPieces);
