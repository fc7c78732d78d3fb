// Signs in by OpenID Connect's authorization code flow with PKCE, in a window of its own: identity providers don't let
// themselves be shown in a frame. The token goes to the chat that opened this window, and nowhere else.
import * as oauth from './oauth.js';

const KEPT = 'chatbot-sign-in';
const { issuer, clientId, scope } = document.body.dataset;
const client = { client_id: clientId };
// The configuration takes http of this machine alone.
const options = {
  [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
  signal: AbortSignal.timeout(20_000),
};

try {
  const address = new URL(window.location.href);
  const returnTo = `${address.origin}${address.pathname}`;
  const server = await discover();
  if (address.searchParams.has('state')) {
    await finish(server, address, returnTo);
  } else {
    await begin(server, returnTo);
  }
} catch (error) {
  const reason = error.error_description ?? error.error ?? error.message;
  document.getElementById(
    'status',
  ).textContent = `That did not work: ${reason}. Close this window and try again.`;
}

async function discover() {
  const url = new URL(issuer);
  const answer = await oauth.discoveryRequest(url, options);
  return oauth.processDiscoveryResponse(url, answer);
}

async function begin(server, returnTo) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  window.sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state }));
  const target = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: clientId,
    redirect_uri: returnTo,
    response_type: 'code',
    scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) {
    target.searchParams.set(name, value);
  }
  window.location.replace(target.href);
}

async function finish(server, address, returnTo) {
  const { verifier, state } = JSON.parse(
    window.sessionStorage.getItem(KEPT) ?? '{}',
  );
  window.sessionStorage.removeItem(KEPT);
  // The code stays in no history.
  window.history.replaceState(null, '', returnTo);
  if (!verifier || !window.opener) {
    throw new Error('this window was not opened by the chat');
  }
  const parameters = oauth.validateAuthResponse(server, client, address, state);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    returnTo,
    verifier,
    options,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    answer,
  );
  window.opener.postMessage(
    { signedIn: tokens.access_token },
    window.location.origin,
  );
  window.close();
}
