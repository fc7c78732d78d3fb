export * from './queryCodecs';
export * from './useChatbotsQuery';
export * from './useChatbotsSignal';
export * from './useCursorPages';
export * from './useOptionalRouteRef';
export * from './useQueryState';
export * from './useTexts';
export * from './useUrlQuery';
