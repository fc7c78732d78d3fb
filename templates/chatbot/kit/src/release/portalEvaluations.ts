import * as z from 'zod';

/** An evaluation as far as its failing samples are told. */
const Evaluation = z.object({
  id: z.string(),
  suite: z.string(),
  stage: z.string().nullish(),
  judge: z.object({ name: z.string() }),
  metrics: z.array(
    z.object({
      name: z.string(),
      direction: z.enum(['higher-is-better', 'lower-is-better']),
    }),
  ),
  sampleCount: z.number(),
});

const Sample = z.object({
  sampleId: z.string(),
  scores: z.record(z.string(), z.number()),
  reasons: z.record(z.string(), z.string()).nullish(),
  passed: z.boolean().nullish(),
  input: z.string().nullish(),
  expected: z.string().nullish(),
  output: z.string().nullish(),
});
/** What one sample scored, with the texts that its pipeline reported. */
export type ReportedSample = z.infer<typeof Sample>;

/** An evaluation with its samples. */
export type ReportedEvaluation = Omit<
  z.infer<typeof Evaluation>,
  'id' | 'sampleCount'
> & { samples: ReportedSample[] };

/** A portal that a person may read. */
export interface PortalReader {
  url: string;
  /** Token of the person, or of a program that the portal's operator lets in. A pipeline token reports and reads nothing. */
  token: string;
}

/**
 * The newest evaluation of each suite of a version, where it was built and at each stage.
 *
 * @throws Error where the portal does not let the reader in, or knows no such version
 */
export async function fetchEvaluations(
  portal: PortalReader,
  chatbot: string,
  version: string,
): Promise<ReportedEvaluation[]> {
  const listed = await readPages(
    portal,
    `v1/chatbots/${encodeURIComponent(chatbot)}/evaluations`,
    { version },
    Evaluation,
  );
  const newest = new Map<string, z.infer<typeof Evaluation>>();
  for (const evaluation of listed) {
    const key = `${evaluation.suite} ${evaluation.stage ?? ''}`;
    if (!newest.has(key)) {
      newest.set(key, evaluation);
    }
  }
  const found: ReportedEvaluation[] = [];
  for (const { id, sampleCount, ...evaluation } of newest.values()) {
    const samples =
      sampleCount === 0
        ? []
        : await readPages(
            portal,
            `v1/evaluations/${encodeURIComponent(id)}/samples`,
            {},
            Sample,
          );
    found.push({ ...evaluation, samples });
  }
  return found;
}

/** All pages of a list. */
async function readPages<T>(
  { url, token }: PortalReader,
  path: string,
  query: Record<string, string>,
  item: z.ZodType<T>,
): Promise<T[]> {
  const Page = z.object({
    items: z.array(item),
    nextCursor: z.string().nullish(),
  });
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const parameters = new URLSearchParams({
      ...query,
      limit: '100',
      ...(cursor && { cursor }),
    });
    const response = await fetch(
      `${url.replace(/\/$/, '')}/api/chatbots/${path}?${parameters}`,
      {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
      },
    );
    if (!response.ok) {
      throw refusalOf(response.status, path);
    }
    const page = Page.parse(await response.json());
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

function refusalOf(status: number, path: string): Error {
  const error = new Error(`The portal answered ${status} for ${path}`);
  const hint =
    status === 401 || status === 403
      ? 'CHATBOT_PORTAL_USER_TOKEN has expired or may not read this chatbot. A pipeline token may not read evaluations.'
      : undefined;
  return Object.assign(error, hint === undefined ? {} : { hint });
}
