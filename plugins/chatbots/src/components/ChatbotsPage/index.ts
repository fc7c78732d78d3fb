export { ChatbotsPage } from './ChatbotsPage';
