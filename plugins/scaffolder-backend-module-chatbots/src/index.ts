export { scaffolderModuleChatbots as default } from './module';
