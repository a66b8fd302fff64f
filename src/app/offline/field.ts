/** The page that works without a line. */
import './field.css';
import { startField } from '#core/offline/field';

const root = document.getElementById('field');
if (root !== null) startField(root);
