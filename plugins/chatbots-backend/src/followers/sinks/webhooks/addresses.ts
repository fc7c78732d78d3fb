import * as dns from 'node:dns';
import { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A range of addresses, as `10.0.0.0/8`. */
export type AddressRange = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Looks a host name up, as `dns.lookup` does with `all`. */
export type Resolve = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: dns.LookupAddress[],
  ) => void,
) => void;

/** Nothing is sent: the host name resolves to an address that it may not resolve to. */
export class AddressRefusedError extends Error {}

/** Reads a range of addresses. Throws for what is none. */
export function parseRange(text: string): AddressRange {
  return ipaddr.parseCIDR(text);
}

/** Whether a host of a URL is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || rangeOf(bare(host)) === 'loopback';
}

/**
 * A lookup for one connection, which fails unless every address of the host name may be connected to.
 *
 * @remarks
 * The connection is made to the very addresses that are checked here, so a name that resolves to something else a moment
 * later gains nothing. An address that stands in the URL itself is never looked up: the configuration names it.
 */
export function guardedLookup(
  allowed: readonly AddressRange[],
  resolve: Resolve = dns.lookup,
): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const refused = addresses.find(
        ({ address }) => !mayConnect(hostname, address, allowed),
      );
      if (refused || addresses.length === 0) {
        callback(
          new AddressRefusedError(
            'The host name resolves to an address that is not public',
          ),
          '',
        );
        return;
      }
      const [{ address, family }] = addresses;
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, address, family);
      }
    });
}

function mayConnect(
  hostname: string,
  address: string,
  allowed: readonly AddressRange[],
): boolean {
  const range = rangeOf(address);
  if (isLoopback(hostname)) {
    return range === 'loopback';
  }
  return range === 'unicast' || allowed.some(one => isIn(address, one));
}

/** What kind of address it is, by the special ranges of IANA; `unicast` is public. Undefined for a text that is no address. */
function rangeOf(address: string): string | undefined {
  // An IPv4 address in IPv6 clothes is the IPv4 address.
  return ipaddr.isValid(address) ? ipaddr.process(address).range() : undefined;
}

function isIn(address: string, range: AddressRange): boolean {
  const parsed = ipaddr.process(address);
  const [network, bits] = range;
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

/** A host without the brackets that IPv6 addresses have in URLs. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
