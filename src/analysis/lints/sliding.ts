/** What lints ask of a layer that slides a window. */
import { slidingWindow, type SlidingWindow } from '../../graph/sliding-window.js';
import type { Dim } from '../../shape/dim.js';
import type { LintNode } from './lint.js';

/** Undefined where something of it is unknown. */
export const windowOf = (node: LintNode): SlidingWindow | undefined => slidingWindow(node.node.call);

/** Whether all sizes are surely this number. */
export const all = (sizes: readonly Dim[], n: number): boolean => sizes.every(size => size.equals(n));
