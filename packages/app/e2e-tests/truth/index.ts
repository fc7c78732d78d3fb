export { audit, webhooks } from './administration';
export { catalog } from './catalog';
export { evaluations, overview, stages } from './chatbot';
export { comparePage, type PageTruth } from './PageTruth';
export { cockpit, inbox } from './promotion';
export { versionPage } from './version';
