export { chatbotsPlugin as default } from './plugin';
