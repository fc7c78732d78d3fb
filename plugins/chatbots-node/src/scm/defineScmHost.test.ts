import { defineScmHost, ScmHostDefinition } from './defineScmHost';
import { ScmRepository } from './types';

const repository = { host: 'git.example.com', id: '1' } as ScmRepository;

const definition: ScmHostDefinition = {
  kind: 'acme',
  hostname: 'Git.example.com',
  baseUrl: 'https://git.example.com',
  capabilities: ['start-workflow', 'identity-tokens'],
  repository: async () => repository,
  commits: async () => ({ commits: [], complete: true }),
  startWorkflow: async () => ({ id: '7', url: 'https://git.example.com/7' }),
};

describe('defineScmHost', () => {
  it('has the methods and capabilities that are given', async () => {
    const host = defineScmHost(definition);
    expect(host.hostname).toBe('git.example.com');
    expect([...host.capabilities]).toEqual([
      'start-workflow',
      'identity-tokens',
    ]);
    expect(await host.repository({ url: 'x' })).toBe(repository);
    expect(
      await host.startWorkflow(repository, { workflow: 'x', inputs: {} }),
    ).toEqual({ id: '7', url: 'https://git.example.com/7' });
  });

  it('says of each method that was left out which capability is missing', async () => {
    const host = defineScmHost(definition);
    await expect(host.runs(repository, {})).rejects.toMatchObject({
      reason: 'scm-capability-missing',
      message: "git.example.com (acme) can't tell the runs of workflows",
    });
    await expect(
      host.setSecret(repository, { name: 'A', value: 'b' }),
    ).rejects.toMatchObject({ reason: 'scm-capability-missing' });
  });

  it('refuses a capability without its methods', () => {
    expect(() =>
      defineScmHost({
        ...definition,
        capabilities: ['start-workflow', 'protections'],
      }),
    ).toThrow("names the capability 'protections' and has no method");
  });

  it('refuses a method that nobody would call', () => {
    expect(() => defineScmHost({ ...definition, capabilities: [] })).toThrow(
      "has the method 'startWorkflow' and does not name the capability 'start-workflow'",
    );
  });

  it('refuses a capability that there is not', () => {
    expect(() =>
      defineScmHost({ ...definition, capabilities: ['telepathy' as 'runs'] }),
    ).toThrow("names the capability 'telepathy'; there are runs,");
  });
});
