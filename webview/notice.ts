/** What the panel shows while there is no run: why, and what to do. */
import type { FromPanel, PanelView } from '../src/messages/panel.js';
import { codicon, element, prose } from './element.js';
import { button, progressRing } from './widgets.js';
import { local } from './words.js';

type Notice = Exclude<PanelView, { kind: 'run' }>;

export function noticeOf(notice: Notice | null, title: string, say: (message: FromPanel) => void): HTMLElement {
  const made = element('div', { class: 'notice', role: 'status' }, element('h1', {}, title || local('Training')));
  const press = (label: string, icon: string, message: FromPanel, primary: boolean): HTMLElement =>
    button({ label, icon, primary }, () => say(message)).element;
  const buttons = (...all: HTMLElement[]): HTMLElement => element('div', { class: 'controls' }, ...all);
  switch (notice?.kind) {
    case undefined:
    case 'starting':
      made.append(
        element('p', { class: 'wait' }, progressRing(), notice ? local('Starting the run…') : local('Loading…')),
      );
      break;
    case 'untrusted':
      made.append(
        element(
          'p',
          { class: 'cause' },
          codicon('shield'),
          local('Training waits, because this workspace is not trusted.'),
        ),
        element('p', {}, local('A run reads data and starts a process. It begins as soon as you trust the workspace.')),
        buttons(press(local('Manage Workspace Trust'), 'workspace-trusted', { type: 'manageTrust' }, true)),
      );
      break;
    case 'refused':
      made.append(
        element('p', { class: 'cause' }, codicon('error'), local('The run could not start.')),
        element('ul', {}, ...notice.messages.map(message => element('li', {}, ...prose(message)))),
        buttons(
          press(local('Try Again'), 'debug-restart', { type: 'restart' }, true),
          press(local('Show the Text'), 'go-to-file', { type: 'showText' }, false),
        ),
      );
      break;
    case 'missing':
      made.append(
        element('p', { class: 'cause' }, codicon('info'), element('span', {}, ...prose(notice.message))),
        buttons(
          press(local('Train'), 'play', { type: 'restart' }, true),
          press(local('Show the Text'), 'go-to-file', { type: 'showText' }, false),
        ),
      );
      break;
  }
  return made;
}
