// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
export * as Api from './schema';
export * from './client';
