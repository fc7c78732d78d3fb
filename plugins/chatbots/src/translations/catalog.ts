/** Texts of the model catalog. @internal */
export const catalogMessages = {
  label: 'Chatbots',
  strip: {
    label: 'Filter by state',
    total_one: '{{count}} chatbot',
    total_other: '{{count}} chatbots',
    inProduction: '{{number}} in production',
    waiting: '{{number}} waiting for approval',
    failing: '{{number}} failing their gate',
    needsMe: '{{number}} need me',
  },
  filter: {
    search: 'Search chatbots',
    searchPlaceholder: 'Name or title',
    owner: 'Owner',
    stage: 'Stage',
    risk: 'Risk class',
    verdict: 'Verdict',
    needsMe: 'Needs me',
    any: 'Any',
    active: 'Active filters',
    clear: 'Clear all filters',
    chip: '{{filter}}: {{value}}',
  },
  sort: {
    label: 'Sort by',
    name: 'Name',
    owner: 'Owner',
    riskClass: 'Risk, highest first',
    quality: 'Quality, best first',
    updatedAt: 'Last changed',
    waiting: 'Waiting, longest first',
    stage: 'Stage, furthest first',
  },
  column: {
    chatbot: 'Chatbot',
    owner: 'Owner',
    risk: 'Risk',
    quality: 'Quality',
    waiting: 'Waiting',
  },
  stage: {
    empty: 'no version',
    rolling: '{{version}} takes over: {{weight}} % of traffic',
    canary: '{{weight}} %',
  },
  quality: {
    none: 'not evaluated yet',
    trend: '{{metric}} over the newest versions: {{values}}',
    belowThreshold: 'misses {{threshold}}',
    first: 'first evaluation',
  },
  waiting: {
    proposal: 'Registry facts to accept',
    mine: 'needs you',
    nothing: 'nothing',
    more: 'and {{number}} more',
  },
  empty: {
    title: 'No chatbots yet',
    description:
      'Each chatbot will be a row here: what runs in which stage, how good it is, and what is stuck. Create one from a template, and its pipeline reports the first version by itself.',
    action: 'Create a chatbot',
    filteredTitle: 'No chatbot matches these filters',
    filteredDescription:
      'There are chatbots, but none with all of these. Remove a filter above, or clear them all.',
  },
} as const;
