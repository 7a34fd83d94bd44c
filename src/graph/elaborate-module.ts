/** Names with a module before them, as Python has them. */
import type { Member } from '../language/tree.js';
import type { Scope } from './scope.js';

/** `nn.ReLU` where nothing is called `nn`. */
export function moduleName(scope: Scope, { object, member }: Member): string | undefined {
  const before =
    object.kind === 'Member'
      ? moduleName(scope, object)
      : object.kind === 'Name' && !scope.find(object.text) && !scope.findIndexed(object.text)
        ? object.text
        : undefined;
  return before === undefined ? undefined : `${before}.${member.text}`;
}
