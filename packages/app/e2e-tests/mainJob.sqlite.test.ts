import { walkMainJob } from './walkMainJob';

walkMainJob('SQLite, by keyboard alone', async () => ({ by: 'keyboard' }));
