import { ConfigReader } from '@backstage/config';
import { resolve } from 'node:path';
import { TrustedLocations } from './TrustedLocations';

function includes(trusted: string[] | undefined, origin?: string): boolean {
  const config = new ConfigReader({
    chatbots: { governance: { trustedLocations: trusted } },
  });
  return TrustedLocations.fromConfig(config).includes({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name: 'x',
      annotations:
        origin === undefined
          ? {}
          : { 'backstage.io/managed-by-origin-location': origin },
    },
  });
}

const ORG = 'url:https://git.example/org/people/src/branch/main';

describe('TrustedLocations', () => {
  it('trusts every location while none is named', () => {
    expect(includes(undefined, 'url:https://git.example/evil.yaml')).toBe(true);
    expect(includes(undefined)).toBe(true);
  });

  it('trusts none when the list is empty', () => {
    expect(includes([], ORG)).toBe(false);
  });

  it.each([
    [ORG, `${ORG}/org.yaml`],
    [ORG, ORG],
    [`${ORG}/`, `${ORG}/teams/ai.yaml`],
    [`${ORG}/org.yaml`, `${ORG}/org.yaml`],
    ['url:https://git.example', 'url:https://git.example/org.yaml'],
    ['url:https://git.example/', 'url:https://git.example/org.yaml'],
    [
      'url:https://git.example/x?path=org',
      'url:https://git.example/x?path=org',
    ],
    ['file:examples/org.yaml', `file:${resolve('examples/org.yaml')}`],
    ['file:examples/', `file:${resolve('examples/org.yaml')}`],
    ['ldap://default', 'ldap://default/cn=engineer'],
    ['msgraph:default', 'msgraph:default/1234'],
  ])('%s covers %s', (trusted, origin) => {
    expect(includes([trusted], origin)).toBe(true);
  });

  it.each([
    [
      'a longer name',
      'url:https://git.example/org',
      'url:https://git.example/org-evil/x.yaml',
    ],
    [
      'a longer host',
      'url:https://git.example',
      'url:https://git.example.evil/x.yaml',
    ],
    [
      'another port',
      'url:https://git.example',
      'url:https://git.example:8443/x.yaml',
    ],
    [
      'another scheme',
      'url:https://git.example',
      'url:http://git.example/x.yaml',
    ],
    [
      'a user in the URL',
      'url:https://git.example',
      'url:https://git.example@evil/x.yaml',
    ],
    [
      'a trailing dot',
      'url:https://git.example',
      'url:https://git.example./x.yaml',
    ],
    ['.. in the path', ORG, `${ORG}/../evil/x.yaml`],
    ['an encoded ..', ORG, `${ORG}/%2e%2e/evil/x.yaml`],
    ['an encoded slash', ORG, `${ORG}/..%2fevil/x.yaml`],
    ['a backslash', ORG, `${ORG}/..\\evil/x.yaml`],
    ['an encoded backslash', ORG, `${ORG}/..%5cevil/x.yaml`],
    [
      'another case',
      'url:https://git.example/org',
      'url:https://git.example/ORG/x.yaml',
    ],
    ['a query', `${ORG}/org.yaml`, `${ORG}/org.yaml?ref=evil`],
    ['a fragment', `${ORG}/org.yaml`, `${ORG}/org.yaml#/evil`],
    ['a blank', ORG, `url: ${ORG.slice(4)}/org.yaml`],
    ['another type', ORG, ORG.replace('url:', 'file:')],
    ['a file for a URL', 'file:/srv/org', 'url:file:///srv/org/x.yaml'],
    ['a longer file name', 'file:/srv/org', 'file:/srv/org-evil/x.yaml'],
    ['.. in a file', 'file:/srv/org', 'file:/srv/org/../evil/x.yaml'],
    ['a relative file', 'file:examples', 'file:examples/org.yaml'],
    ['a longer provider', 'ldap://default', 'ldap://default2/cn=x'],
    ['.. in a provider', 'ldap://default', 'ldap://default/../evil'],
    ['no origin', ORG, undefined],
    ['an origin without type', ORG, 'org.yaml'],
  ])('is not fooled by %s', (_, trusted, origin) => {
    expect(includes([trusted], origin)).toBe(false);
  });

  it.each([
    ['https://git.example/org', 'prefix it with'],
    ['url:git.example/org', 'write it as url:https://HOST/PATH'],
    [
      'url:https://GIT.example/org/../x',
      'write it as url:https://git.example/x',
    ],
    [
      'url:https://user:secret@git.example/org',
      'write it as url:https://git.example/org',
    ],
    ['examples/org.yaml', 'chatbots.governance.trustedLocations'],
    ['url:', 'chatbots.governance.trustedLocations'],
  ])('refuses %s in the configuration', (entry, message) => {
    expect(() => includes([entry], ORG)).toThrow(message);
  });
});
