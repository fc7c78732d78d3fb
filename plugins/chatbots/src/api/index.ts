export { chatbotsApiRef, type ChatbotsApi } from './ChatbotsApi';
