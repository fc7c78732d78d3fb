const STORAGE_KEY = 'chatbot-portal.demo-user';

/**
 * The demo user that was chosen in this browser, kept across reloads until
 * sign-out. A name, not a credential: the backend asks for none.
 *
 * @internal
 */
export const demoChoice = {
  get(): string | undefined {
    return window.localStorage.getItem(STORAGE_KEY) ?? undefined;
  },
  set(userName: string): void {
    window.localStorage.setItem(STORAGE_KEY, userName);
  },
  clear(): void {
    window.localStorage.removeItem(STORAGE_KEY);
  },
};
