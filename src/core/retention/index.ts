export {
  type Afterwards,
  afterwardsLabels,
  type DisposalAction,
  type ItemState,
  type Term,
  termOf,
} from './model.ts';
