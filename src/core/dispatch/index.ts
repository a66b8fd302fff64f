export {
  type Delivery,
  type DispatchAct,
  type DispatchKind,
  type DispatchReason,
  type DispatchState,
  deliveries,
  dispatchActs,
  dispatchKinds,
  dispatchReasons,
  dispatchStateLabels,
  dispatchStates,
  letterLimit,
} from './model.ts';
