export * from './CommentField';
export * from './ConfirmDialog';
export * from './DialogError';
export * from './DialogFrame';
export * from './DialogNotice';
