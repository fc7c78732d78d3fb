export * from './VersionPage';
