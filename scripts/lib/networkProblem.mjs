import { Problem } from './Problem.mjs';
import { tail } from './run.mjs';

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT|RequestError|getaddrinfo/;
const UNTRUSTED =
  /self[- ]signed certificate|unable to (verify the first certificate|get (local )?issuer certificate)|SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)/i;
const STALE_LOCK = /lockfile would have been modified/;
const FULL = /ENOSPC|no space left on device/i;

/** Whether Yarn gave up a download. It goes on with thousands of others, each with its own patience. What a package's own build prints is no such error: it may know another way. */
export function isCutOff(output) {
  return output
    .split('\n')
    .some(
      line =>
        line.includes('YN0001') &&
        (UNREACHABLE.test(line) || UNTRUSTED.test(line)),
    );
}

/** Turns what a package manager printed into one line with a remedy. */
export function installProblem(what, output) {
  if (FULL.test(output)) {
    return new Problem(
      `${what} ran out of disk space`,
      'free about 5 GiB and start again; what was downloaded is kept',
    );
  }
  if (UNTRUSTED.test(output)) {
    return new Problem(
      `${what} met a certificate of the npm registry that nobody here vouches for`,
      'name the file with the certificate of your network in NODE_EXTRA_CA_CERTS and start again; what was downloaded is kept',
    );
  }
  if (UNREACHABLE.test(output)) {
    return new Problem(
      `${what} could not reach the npm registry`,
      'connect to the network, or name a mirror in npm_config_registry and YARN_NPM_REGISTRY_SERVER, and start again; what was downloaded is kept',
    );
  }
  if (STALE_LOCK.test(output)) {
    return new Problem(
      'yarn.lock does not match the package.json files',
      "run 'yarn install' and commit yarn.lock with them",
    );
  }
  return new Problem(
    `${what} failed`,
    `read the last lines of its output\n${tail(output)}`,
  );
}
