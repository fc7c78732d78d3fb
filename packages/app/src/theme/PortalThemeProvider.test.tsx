import { useTheme } from '@material-ui/core/styles';
import { render, screen } from '@testing-library/react';
import { PortalThemeProvider } from './PortalThemeProvider';

describe('PortalThemeProvider', () => {
  let sheet: HTMLStyleElement;

  beforeEach(() => {
    sheet = document.createElement('style');
    document.head.append(sheet);
  });

  afterEach(() => sheet.remove());

  function Colours() {
    const { palette } = useTheme();
    return (
      <p>
        {palette.type} {palette.background.default} {palette.primary.main}{' '}
        {palette.text.primary}
      </p>
    );
  }

  const coloursIn = (mode: 'light' | 'dark') => {
    const { unmount } = render(
      <PortalThemeProvider mode={mode}>
        <Colours />
      </PortalThemeProvider>,
    );
    const text = screen.getByText(new RegExp(`^${mode}`)).textContent;
    unmount();
    return text;
  };

  it('gives Material UI the tokens of each theme, whatever theme the page stands in', () => {
    sheet.textContent = `
      :root, [data-theme-mode='light'] {
        --bui-bg-app: #f1f2f3; --bui-accent-bg: #112233; --bui-fg-primary: #010203;
      }
      [data-theme-mode='dark'] {
        --bui-bg-app: #303132; --bui-accent-bg: #aabbcc; --bui-fg-primary: #fafbfc;
      }`;
    document.body.dataset.themeMode = 'dark';
    expect(coloursIn('light')).toBe('light #f1f2f3 #112233 #010203');
    expect(coloursIn('dark')).toBe('dark #303132 #aabbcc #fafbfc');
  });

  it('keeps the palette of Backstage where no tokens are loaded', () => {
    expect(coloursIn('light')).toMatch(/^light #F8F8F8 #1F5493 /);
  });
});
