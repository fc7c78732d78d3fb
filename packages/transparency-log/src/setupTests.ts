import fc from 'fast-check';

// `yarn verify:all` tries each property with more values than `npm test` has time for.
fc.configureGlobal({ numRuns: Number(process.env.PROPERTY_RUNS ?? 100) });
