/** The panel's widgets from the toolkit: the only place that knows it, so that another one is a change of this file. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit/dist/toolkit.min.js';
import { codicon, setAttribute } from './element.js';

/** As much of the elements as is used here. */
type ButtonElement = HTMLElement & { readonly disabled: boolean };
type CheckboxElement = HTMLElement & { readonly checked: boolean };
type FieldElement = HTMLElement & { value: string; disabled: boolean };

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeProgressRing(), vsCodeTextField());

export interface ButtonLook {
  readonly label: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly primary?: boolean;
  readonly disabled?: boolean;
}

export interface ButtonWidget {
  readonly element: HTMLElement;
  look(look: ButtonLook): void;
}

export function button(first: ButtonLook, onPress: () => void): ButtonWidget {
  const element = document.createElement('vscode-button') as ButtonElement;
  let shown = '';
  const look = ({ label, icon, primary = false, disabled = false }: ButtonLook): void => {
    const key = JSON.stringify([label, icon, primary, disabled]);
    if (key === shown) return;
    shown = key;
    element.setAttribute('appearance', primary ? 'primary' : 'secondary');
    setAttribute(element, 'disabled', disabled);
    const sign = codicon(icon);
    sign.slot = 'start';
    element.replaceChildren(sign, label);
  };
  look(first);
  element.addEventListener('click', () => {
    if (!element.disabled) onPress();
  });
  return { element, look };
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): HTMLElement {
  const element = document.createElement('vscode-checkbox') as CheckboxElement;
  element.textContent = label;
  setAttribute(element, 'checked', checked);
  element.addEventListener('change', () => onChange(element.checked));
  return element;
}

export interface TextFieldWidget {
  readonly element: HTMLElement;
  /** Shows a value, unless somebody is typing. */
  show(value: string, disabled: boolean): void;
  complain(wrong: boolean): void;
}

export function textField(label: string, id: string, onCommit: (value: string) => void): TextFieldWidget {
  const element = document.createElement('vscode-text-field') as FieldElement;
  element.id = id;
  element.textContent = label;
  element.addEventListener('change', () => onCommit(element.value));
  return {
    element,
    show(value, disabled) {
      if (element.disabled !== disabled) element.disabled = disabled;
      const typing = document.activeElement === element;
      if (!typing && element.value !== value) element.value = value;
    },
    complain(wrong) {
      setAttribute(element, 'aria-invalid', wrong ? 'true' : undefined);
      element.classList.toggle('wrong', wrong);
    },
  };
}

export function progressRing(): HTMLElement {
  const ring = document.createElement('vscode-progress-ring');
  ring.setAttribute('aria-hidden', 'true');
  return ring;
}
