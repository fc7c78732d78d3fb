export { ChangeFeed } from './ChangeFeed';
export { EventSinks } from './sinks/EventSinks';
export { readWebhooks } from './sinks/webhooks/readWebhooks';
export { WebhookService } from './sinks/webhooks/WebhookService';
export { startFollowers } from './startFollowers';
export { CommitWaker } from './wake/CommitWaker';
