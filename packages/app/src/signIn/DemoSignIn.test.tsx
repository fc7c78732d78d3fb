import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignIn } from './DemoSignIn';

const STORAGE_KEY = 'chatbot-portal.demo-user';

function session(name: string) {
  return {
    profile: { displayName: name },
    backstageIdentity: {
      token: 'header.eyJleHAiOjk5OTk5OTk5OTl9.signature',
      identity: {
        type: 'user',
        userEntityRef: `user:default/${name}`,
        ownershipEntityRefs: [`user:default/${name}`],
      },
    },
  };
}

describe('DemoSignIn', () => {
  const fetchMock = jest.spyOn(global, 'fetch');
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();

  beforeEach(() => {
    window.localStorage.clear();
    onSignInSuccess.mockReset();
    fetchMock.mockReset();
    fetchMock.mockImplementation(async (_url, init) => {
      const name = new Headers(init?.headers).get('x-chatbot-portal-demo-user');
      return name === 'engineer'
        ? Response.json(session(name))
        : Response.json(
            { error: { name: 'AuthenticationError', message: 'Unknown' } },
            { status: 401 },
          );
    });
  });

  function render(users = ['engineer', 'auditor', 'intern']) {
    renderInTestApp(<DemoSignIn onSignInSuccess={onSignInSuccess} />, {
      config: { auth: { providers: { demo: { users } } } },
      apis: [mockApis.discovery()],
    });
  }

  it('shows a card for each configured user, known to it or not', async () => {
    render();
    await waitFor(() =>
      expect(document.title).toMatch(/^Who are you today\? \| /),
    );

    expect(
      await screen.findByRole('button', { name: 'Sign in as Engineer' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Sign in as Auditor' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Sign in as intern' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Sign in as Lead' }),
    ).not.toBeInTheDocument();
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it('signs in as the chosen user and remembers the choice until sign-out', async () => {
    render();
    await userEvent.click(await screen.findByText('Engineer'));

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const [identity] = onSignInSuccess.mock.calls[0];
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/engineer',
    });
    expect(window.localStorage.getItem(STORAGE_KEY)).toBe('engineer');

    await identity.signOut();

    expect(window.localStorage.getItem(STORAGE_KEY)).toBeNull();
  });

  it('signs in again without a click after a reload', async () => {
    window.localStorage.setItem(STORAGE_KEY, 'engineer');
    render();

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  });

  it('asks again when the remembered user is no longer offered', async () => {
    window.localStorage.setItem(STORAGE_KEY, 'engineer');
    render(['auditor']);

    expect(
      await screen.findByRole('button', { name: 'Sign in as Auditor' }),
    ).toBeInTheDocument();
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it('says what to do when signing in fails, and forgets the choice', async () => {
    render();
    await userEvent.click(await screen.findByText('Auditor'));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose again' }),
    );

    expect(
      await screen.findByRole('button', { name: 'Sign in as Engineer' }),
    ).toBeInTheDocument();
    expect(window.localStorage.getItem(STORAGE_KEY)).toBeNull();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });
});
