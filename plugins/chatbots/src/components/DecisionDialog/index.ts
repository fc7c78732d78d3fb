export { DecisionDialog } from './DecisionDialog';
export { BindingChangeList } from './BindingChangeList';
export { bindingChanges } from './bindingChanges';
