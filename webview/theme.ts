/** Colours and fonts of the theme for what is drawn on a canvas, and the colours of classes. */

export interface Theme {
  readonly foreground: string;
  readonly background: string;
  readonly faint: string;
  readonly grid: string;
  readonly training: string;
  readonly validation: string;
  readonly font: string;
}

export function currentTheme(): Theme {
  const style = getComputedStyle(document.body);
  const read = (...names: string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(name).trim();
      if (value !== '') return value;
    }
    return style.color;
  };
  const foreground = read('--vscode-foreground');
  return {
    foreground,
    background: read('--vscode-editor-background'),
    faint: read('--vscode-descriptionForeground', '--vscode-foreground'),
    grid: `color-mix(in srgb, ${foreground} 14%, transparent)`,
    training: read('--vscode-charts-blue'),
    // Not orange, which some themes make a shade of their background.
    validation: read('--vscode-charts-yellow'),
    font: `11px ${read('--vscode-font-family')}`,
  };
}

/** Calls when the theme or the window's colours change. */
export function onThemeChange(callback: () => void): void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** Okabe and Ito's set (2008), which people who see colours differently can tell apart; each goes with a shape of its own. */
const classColours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'] as const;

export const classColour = (index: number): string => classColours[index % classColours.length] ?? '#999999';
