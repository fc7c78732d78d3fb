export * from './chatbots';
export * from './evaluations';
export * from './fixtureApi';
export * from './gates';
export * from './instants';
export * from './promotions';
export * from './versions';
export * from './renderPage';
