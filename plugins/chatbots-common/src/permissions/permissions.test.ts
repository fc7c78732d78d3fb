import * as permissions from '.';

describe('permissions', () => {
  const exported = Object.entries(permissions)
    .filter(([name]) => name.endsWith('Permission'))
    .map(([, permission]) => permission);

  it('lists every permission once', () => {
    expect(new Set(permissions.chatbotsPermissions)).toEqual(new Set(exported));
    expect(permissions.chatbotsPermissions).toHaveLength(exported.length);
  });

  it('gives every permission its own name under the plugin', () => {
    const names = permissions.chatbotsPermissions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^chatbots\.[a-z]+\.[a-z]+$/);
    }
  });
});
