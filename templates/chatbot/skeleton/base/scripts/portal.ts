/** The portal's pipeline API, as far as the scripts need it. */
export interface PortalClient {
  reportModelVersion(report: object): Promise<{ digest: string }>;
  reportEvaluation(report: object): Promise<unknown>;
}

/** Speaks to the portal through the file that the portal's project builds. */
export async function portalClient({ url, token }: { url: string; token: string }): Promise<PortalClient> {
  const post = async (path: string, body: object): Promise<{ digest: string }> => {
    const response = await fetch(`${url}/api/chatbots/pipeline/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) {
      throw new Error(`The portal answered ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as { digest: string };
  };
  return {
    reportModelVersion: body => post('/versions', body),
    reportEvaluation: body => post('/evaluations', body),
  };
}
