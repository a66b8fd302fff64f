/** The door of components: what is chosen of a list, and in which shape it goes out. */
export { classLabels } from './view/class-labels.ts';
export { ColumnBoxes } from './view/column-boxes.tsx';
export { Radios } from './view/radios.tsx';
export { ShapeRadios } from './view/shape-radios.tsx';
export { WishFields } from './view/wish-fields.tsx';
