export * from './CommentField';
export * from './DialogError';
export * from './DialogNotice';
