export { DecisionDialog, type DecisionDialogProps } from './DecisionDialog';
export { BindingChangeList } from './BindingChangeList';
export { bindingChanges, type BindingChange } from './bindingChanges';
