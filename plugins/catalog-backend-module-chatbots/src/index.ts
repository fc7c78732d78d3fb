export { catalogModuleChatbots as default } from './module';
