/** How a request reaches its query: guarded, for an up-to-date version of a known file, and given up when superseded. */
import type { Position } from 'vscode-languageserver-protocol';
import type { View } from '../../editor/view.js';
import type { Analyses } from './analyses.js';
import type { CancellationToken, ResponseError } from './connection.js';
import { guarded, type Log } from './guard.js';
import type { Session } from './session.js';
import type { Store } from './store.js';
import type { TextDocument } from './text-document.js';

interface OfDocument {
  readonly textDocument: { readonly uri: string };
}

export interface Asked {
  readonly view: View;
  readonly document: TextDocument;
  readonly offset: (position: Position) => number;
}

type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>;

export class Asking {
  constructor(
    private readonly store: Store,
    private readonly analyses: Analyses,
    private readonly session: Session,
    readonly log: Log,
  ) {}

  /** For queries that read the report: they wait for the analysis of the newest text. */
  report<P extends OfDocument, R>(name: string, empty: R, answer: (asked: Asked, params: P) => R): Handler<P, R> {
    return this.handler(name, empty, answer, uri => this.session.ready(uri));
  }

  /** For queries that read the tree alone. */
  tree<P extends OfDocument, R>(name: string, empty: R, answer: (asked: Asked, params: P) => R): Handler<P, R> {
    return this.handler(name, empty, answer, undefined);
  }

  private handler<P extends OfDocument, R>(
    name: string,
    empty: R,
    answer: (asked: Asked, params: P) => R,
    wait: ((uri: string) => Promise<void>) | undefined,
  ): Handler<P, R> {
    return (params, token) =>
      guarded<R>(name, this.log, token, empty, async () => {
        const { uri } = params.textDocument;
        if (wait !== undefined) await wait(uri);
        const document = this.store.document(uri);
        const view = this.analyses.view(uri);
        if (document === undefined || view === undefined || token.isCancellationRequested) return empty;
        return answer({ view, document, offset: position => document.offsetAt(position) }, params);
      });
  }
}
