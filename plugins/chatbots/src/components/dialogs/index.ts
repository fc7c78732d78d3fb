export * from './CommentField';
export * from './ConfirmDialog';
export * from './DialogFrame';
export * from './DialogNotice';
