export { startDelivery } from './startDelivery';
