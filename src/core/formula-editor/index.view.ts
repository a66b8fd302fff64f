/** The door of the component. */
export { FormulaEditor, type FormulaEditorProps } from './formula-editor.tsx';
