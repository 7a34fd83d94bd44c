/** Declarations and arguments in Markdown, for hover, completion and signature help. */
import { detailsOf } from '../catalogue/details.js';
import type { Setting } from '../catalogue/settings/setting.js';
import { pageLink, pageOf } from './pages.js';
import type { Signature, SignatureParameter } from './signature.js';
import { say, tell } from './words.js';

export const code = (text: string): string => `\`\`\`netwright\n${text}\n\`\`\``;

export function parameterLabel({ name, required, default: usual, takes }: SignatureParameter): string {
  if (takes === 'points') return `${name}...`;
  return required || usual === undefined || usual === 'none' ? `${name}${required ? '' : '?'}` : `${name}: ${usual}`;
}

/** `conv(channels, kernel, stride: 1, ...)`. */
export function signatureLine({ name, parameters }: Signature): string {
  return parameters.length === 0 ? name : `${name}(${parameters.map(parameterLabel).join(', ')})`;
}

export function parameterDoc(parameter: SignatureParameter): string {
  const doc = tell(parameter.doc());
  const parts = [doc === '' ? '' : `${doc[0]?.toUpperCase() ?? ''}${doc.slice(1)}.`];
  if (parameter.words.length > 0)
    parts.push(
      parameter.kind === 'word'
        ? say('One of {0}.', parameter.words.map(word => `\`${word}\``).join(', '))
        : say('One of {0}, or a value.', parameter.words.map(word => `\`${word}\``).join(', ')),
    );
  if (parameter.required) parts.push(say('Must be given.'));
  else if (parameter.default !== undefined && parameter.default !== 'none')
    parts.push(`${say('{0} if not given', `\`${parameter.default}\``)}.`);
  return parts.filter(part => part !== '').join(' ');
}

export function signatureDoc(signature: Signature, withParameters: boolean): string {
  const { summary, formula, source, example } = signature.about();
  const { parameters } = signature;
  const parts = [tell(summary)];
  if (formula !== undefined) parts.push(`\`${formula}\``);
  const documented = parameters.filter(parameter => parameter.doc() !== '');
  if (withParameters && documented.length > 0) {
    parts.push(documented.map(parameter => `- \`${parameterLabel(parameter)}\` ${tell(parameter.doc())}`).join('\n'));
  }
  if (example !== undefined) parts.push(code(example));
  if (source !== undefined) parts.push(`*${source}*`);
  return parts.filter(part => part !== '').join('\n\n');
}

/** Behind what is said of a declaration: the way to its page. */
export function referenceLink(signature: Signature | undefined): string {
  const page = signature && pageOf(signature);
  const address = page === undefined ? undefined : pageLink(page);
  return address === undefined ? '' : `\n\n[${say('Reference')}](${address})`;
}

export function settingDoc(setting: Setting): string {
  const { written, words, choices } = setting;
  const { summary } = detailsOf('setting', setting);
  const parts = [tell(summary)];
  const names = [...(words ?? []), ...(choices ?? []).map(({ name }) => name)];
  if (names.length > 0) parts.push(say('One of {0}.', names.map(name => `\`${name}\``).join(', ')));
  if (written !== undefined) parts.push(`${say('{0} if not given', `\`${written}\``)}.`);
  return parts.join('\n\n');
}
