import { walkMainJob } from './walkMainJob';

walkMainJob('SQLite', async () => ({}));
