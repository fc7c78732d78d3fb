/** Texts that several pages use. @internal */
export const sharedMessages = {
  outcome: {
    pass: 'Pass',
    fail: 'Fail',
    inconclusive: 'Inconclusive',
    'not-applicable': 'Not applicable',
    waiting: 'Waiting',
    pending: 'Being evaluated',
    none: 'Not evaluated yet',
  },
  outcomeHelp: {
    pass: 'The check holds.',
    fail: 'The check does not hold. It stops the promotion unless the policy says otherwise.',
    inconclusive:
      'There is too little evidence to tell. It stops the promotion unless the policy says otherwise.',
    'not-applicable':
      'There is nothing to check here by nature; it does not stop the promotion.',
    waiting: 'Somebody still has to approve.',
    pending:
      'Something changed since the gate was evaluated. This page asks again by itself.',
    none: 'No policy asks anything of this yet.',
  },
  state: {
    requested: 'Requested',
    approved: 'Approved',
    released: 'Released',
    deploying: 'Deploying',
    deployed: 'Deployed',
    'rolled-back': 'Rolled back',
    failed: 'Failed',
    withdrawn: 'Withdrawn',
    rejected: 'Rejected',
    expired: 'Expired',
    void: 'Void',
    superseded: 'Superseded',
  },
  stateHelp: {
    requested: 'Waits for decisions and checks.',
    approved:
      'Everybody needed approved and every check passes. The pipeline may fetch its permit.',
    released: 'The permit is issued. The pipeline may deploy with it once.',
    deploying: 'The permit is used and the deployment is under way.',
    deployed: 'The version is live in this stage.',
    'rolled-back': 'The deployment went back to the version before.',
    failed: 'The deployment ended without a live version.',
    withdrawn: 'The person who asked took the request back.',
    rejected: 'A reviewer said no, with a reason.',
    expired: 'Nobody finished it in time.',
    void: 'Something it was bound to changed, so every decision on it is void.',
    superseded: 'A newer request took its place.',
  },
  risk: {
    label: 'Risk class',
    minimal: 'Minimal',
    limited: 'Limited',
    high: 'High',
    help: 'The risk class in the words of the EU AI Act. It decides which rules apply. The owner proposes it and a registry reviewer accepts it; until then the strictest counts.',
  },
  command: {
    slow: 'Still waiting for the portal’s answer',
    slowText:
      'It takes longer than usual. Go on waiting, stop, or try again: nothing is done twice.',
    cancel: 'Stop waiting',
    unsure: 'It is not known whether this was done',
    unsureHint:
      'Look at the page: it shows what is recorded by now. Trying again looks first and does nothing twice. What you wrote is kept.',
  },
  dialog: {
    cancel: 'Cancel',
    close: 'Close',
    required: 'required',
  },
  strategy: {
    'all-at-once': 'All at once',
    'blue-green': 'Blue-green',
    canary: 'Canary',
  },
  direction: {
    'higher-is-better': 'higher is better',
    'lower-is-better': 'lower is better',
  },
  change: {
    better: 'better',
    worse: 'worse',
    same: 'no change',
    unknown: 'can’t be compared',
  },
  /** What keeps two values from being compared. */
  measurement: {
    suite: 'other suite ({{from}} → {{to}})',
    dataset: 'other dataset ({{from}} → {{to}})',
    judge: 'other judge ({{from}} → {{to}})',
    definition: 'other definition of the metric ({{from}} → {{to}})',
    direction: 'other direction ({{from}} → {{to}})',
    unit: 'other unit ({{from}} → {{to}})',
    short: {
      suite: 'other suite',
      dataset: 'other dataset',
      judge: 'other judge',
      definition: 'other definition',
      direction: 'other direction',
      unit: 'other unit',
    },
    broken: 'not comparable: {{changes}}',
  },
  missing: 'missing',
  version: {
    label: '{{chatbot}} · {{version}}',
    newest: 'newest, as the pipeline reported it',
    noStage: 'reported; runs in no stage now',
  },
  copy: {
    refused: 'Copying was refused by the browser. Copy it by hand: {{text}}',
  },
  digest: {
    label: 'Digest',
    copy: 'Copy the whole digest',
    copied: 'Copied',
    copyFailed:
      'Copying was refused by the browser. The whole digest: {{digest}}',
  },
  hidden: {
    one: {
      tag: 'A tag character: a model reads it, nobody sees it',
      'zero-width': 'A character without width: nobody sees it',
      bidi: 'A character of direction: it reorders what is read',
      control: 'A control character: nobody sees it',
      bom: 'A byte order mark at the beginning',
      space: 'A space other than the usual one',
      'line-end': 'A line end other than a line feed',
    },
    count: {
      tag_one: '{{count}} tag character',
      tag_other: '{{count}} tag characters',
      'zero-width_one': '{{count}} zero width character',
      'zero-width_other': '{{count}} zero width characters',
      bidi_one: '{{count}} character of direction',
      bidi_other: '{{count}} characters of direction',
      control_one: '{{count}} control character',
      control_other: '{{count}} control characters',
      bom_one: '{{count}} byte order mark',
      bom_other: '{{count}} byte order marks',
      space_one: '{{count}} unusual space',
      space_other: '{{count}} unusual spaces',
      'line-end_one': '{{count}} unusual line end',
      'line-end_other': '{{count}} unusual line ends',
    },
    more: '{{points}} and others',
    spells: '{{text}}, which spell “{{spells}}”',
  },
  longText: {
    more: 'Show all',
    less: 'Show less',
  },
  checks: {
    empty: 'The policy asks no checks here.',
    expected: 'Expected',
    actual: 'Actual',
    notBlocking: 'does not block',
    label: 'Checks',
  },
  approvals: {
    progress: '{{have}} of {{needed}} approvals from',
  },
  need: {
    approvals_one: '{{count}} approval from {{group}}',
    approvals_other: '{{count}} approvals from {{group}}',
    moreApprovals_one: '{{count}} more approval from {{group}}',
    moreApprovals_other: '{{count}} more approvals from {{group}}',
    contributors_one: 'a catalog user for {{count}} contributor',
    contributors_other: 'a catalog user for {{count}} contributors',
    check: 'a check',
    approval: 'the portal, which approves within a minute',
    workflow: 'the deploy workflow, which fetches the permit',
    rollout: 'the deploy job, which starts the rollout',
    report: 'the next report of the rollout',
    more: 'and {{number}} more',
    for: 'for',
    alreadyFor: 'already for',
    stuckLabel: 'Stuck: waits for',
    stuck:
      'Stuck: the pipeline has reported nothing for {{age}}. Look at its run; if it is dead, an administrator can close the deployment here.',
  },
  open: {
    label: 'Open promotions',
    title: '{{version}} → {{stage}}',
  },
  query: {
    loading: 'Loading {{what}}',
    stale: 'This could not be refreshed. You see what was loaded before.',
    retry: 'Try again',
    refreshing: 'Refreshing',
  },
  error: {
    title: 'This could not be loaded',
    crashed:
      'This part of the page stopped working. The rest of the page is not affected.',
    crashedText:
      'What the portal has recorded is not affected. Try again; if it stops once more, load the page again.',
    reason: 'Reason code: {{reason}}',
    next: 'What you can do',
    kept: 'Nothing was lost.',
    chunk: 'This page could not be loaded',
    chunkText:
      'The portal may have been updated since you opened it. What it has recorded is not affected. Load the page again.',
    reload: 'Load the page again',
    field: 'The field “{{field}}” {{problem}}.',
    rule: {
      missing: 'is missing',
      unknown: 'is not known here',
      tooLong: 'is too long or too large',
      tooShort: 'is too short or too small',
      form: 'has a character or a form that is not allowed',
      choice: 'is none of the values that are allowed',
      invalid: 'is not valid',
    },
    message: {
      cancelled: 'You stopped waiting for the answer.',
      network: 'No answer came.',
      notFound: 'It was not found.',
      notAllowed: 'It was refused.',
      signedOut: 'Your session ended.',
      server: 'The portal could not do this.',
      request: 'It was refused.',
    },
    hint: {
      cancelled:
        'Look at the page: it shows what is recorded. Trying again does nothing twice.',
      network: 'Check your connection and try again.',
      notFound:
        'It may have been removed or renamed. Go back to the list and open it from there.',
      notAllowed:
        'You may not see this. Ask the owner of the chatbot or an administrator for access.',
      signedOut: 'Sign in again.',
      server: 'Try again in a moment.',
      request: 'Change what the message names and try again.',
    },
  },
  download: {
    button: 'Download CSV',
    all: {
      events_one: 'the {{count}} event, and what was recorded since',
      events_other: 'the {{count}} events, and what was recorded since',
      chatbots_one: 'the {{count}} chatbot that matches',
      chatbots_other: 'the {{count}} chatbots that match',
    },
    cut: {
      events:
        'the newest {{limit}} of {{total}} events; filter for less to get the others',
      chatbots:
        'the first {{limit}} of {{total}} chatbots; filter for less to get the others',
    },
    failed: 'The download did not start',
  },
  pager: {
    label: 'Pages',
    range: '{{from}} to {{to}}',
    rangeOf: '{{from}} to {{to}} of {{total}}',
    next: 'Next page',
    previous: 'Previous page',
    none: 'No entries',
  },
  page: {
    title: '{{subject}} · {{page}}',
    chatbots: 'Chatbots',
    approvals: 'Approvals',
    audit: 'Audit',
    webhooks: 'Webhooks',
    trail: 'Where this page is',
    notFound: {
      title: 'There is no such page',
      description:
        'The address names no page of the portal. Start from the list of chatbots.',
      action: 'All chatbots',
    },
  },
} as const;
