import { reasonOf } from '../errors';
import {
  normalizeRepositoryHost,
  parseRepositoryUrl,
} from './RepositoryAddress';

const reasonFrom = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return reasonOf(error)?.reason;
  }
  return undefined;
};

describe('parseRepositoryUrl', () => {
  it.each([
    ['the dot of a full name', 'https://git.example./chatbots/support-bot'],
    ['upper case', 'HTTPS://Git.Example/Chatbots/Support-Bot'],
    ['the default port', 'https://git.example:443/chatbots/support-bot'],
    ['the address to clone', 'https://git.example/chatbots/support-bot.git'],
    ['a slash at its end', 'https://git.example/chatbots/support-bot.git//'],
    ['doubled slashes', 'https://git.example//chatbots//support-bot'],
    ['percent-encoding', 'https://git.example/chatbots/support%2Dbot%2Egit'],
    ['an encoded host', 'https://%67it.example/chatbots/support-bot'],
    ['a wide letter', 'https://ｇit.example/chatbots/support-bot'],
    ['plain HTTP', 'http://git.example:80/chatbots/support-bot'],
  ])('gives an address with %s one key', (_, url) => {
    expect(parseRepositoryUrl(url)).toMatchObject({
      host: 'git.example',
      key: 'git.example/chatbots/support-bot',
    });
  });

  it('shows it as its owner wrote it, in its one spelling', () => {
    expect(
      parseRepositoryUrl('http://127.0.0.1:7008/Group/sub/bot.git/'),
    ).toEqual({
      host: '127.0.0.1:7008',
      segments: ['Group', 'sub', 'bot'],
      url: 'http://127.0.0.1:7008/Group/sub/bot',
      key: '127.0.0.1:7008/group/sub/bot',
    });
  });

  it.each([
    'javascript:alert(1)', // eslint-disable-line no-script-url
    'ssh://git.example/chatbots/support-bot',
    'https://git.example',
    'https://git.example/',
    'https://git.example/.git',
    'https://git.example@elsewhere.example/chatbots/support-bot',
    'https://git.example/chatbots/support-bot?x',
    'https://git.example/chatbots/support-bot#',
    'https://git.example/chatbots/../other/support-bot',
    'https://git.example/chatbots/%2e%2E/other/support-bot',
    'https://git.example/chatbots/./support-bot',
    'https://git.example/chatbots%2fsupport-bot',
    'https://git.example/chatbots\\support-bot',
    'https://git.example/chatbots/support%5Cbot',
    'https://git.example/chatbots/support-bot%20',
    'https://git.example/chatbots/support-bot%3Fx',
    ' https://git.example/chatbots/support-bot',
    'https://git.ex\nample/chatbots/support-bot',
    'https://git.example/chatbots/%FF',
    'https:git.example/chatbots/support-bot/..',
    'git.example/chatbots/support-bot',
    '',
  ])('refuses %j', url => {
    expect(reasonFrom(() => parseRepositoryUrl(url))).toBe(
      'repository-address-invalid',
    );
  });
});

describe('normalizeRepositoryHost', () => {
  it.each([
    ['git.example', 'git.example'],
    ['Git.Example.', 'git.example'],
    ['git.example:443', 'git.example'],
    ['git.example.:8443', 'git.example:8443'],
    ['127.0.0.1:7008', '127.0.0.1:7008'],
    ['2130706433', '127.0.0.1'],
    ['[::1]:7008', '[::1]:7008'],
  ])('makes of %s %s', (host, normal) => {
    expect(normalizeRepositoryHost(host)).toBe(normal);
  });

  it('knows the default port of plain HTTP', () => {
    expect(normalizeRepositoryHost('git.example:80', 'http:')).toBe(
      'git.example',
    );
  });

  it.each([
    '',
    ' git.example',
    'git.example ',
    'git.example/x',
    'a@git.example',
    'git.example?x',
    'git.example:port',
  ])('refuses %j', host => {
    expect(reasonFrom(() => normalizeRepositoryHost(host))).toBe(
      'repository-address-invalid',
    );
  });
});
