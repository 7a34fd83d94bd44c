/** The files as the server sees them: what is open in the editor wins over the disk, whose texts are read once. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { ServerHost } from './host.js';

export class Store {
  private readonly open = new Map<string, TextDocument>();
  /** Texts that are not open; undefined: there is no such file. */
  private readonly disk = new Map<string, TextDocument | undefined>();
  private readonly arriving = new Map<string, Promise<void>>();

  constructor(
    private readonly host: ServerHost,
    /** A file that is not open has arrived, which was asked for before. */
    private readonly onArrived: (uri: string) => void,
  ) {}

  opened(uri: string, version: number, text: string): TextDocument {
    const document = TextDocument.create(uri, 'netwright', version, text);
    this.open.set(uri, document);
    this.disk.delete(uri);
    return document;
  }

  changed(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): TextDocument | undefined {
    const document = this.open.get(uri);
    if (document === undefined) return undefined;
    const updated = TextDocument.update(document, changes, version);
    this.open.set(uri, updated);
    return updated;
  }

  closed(uri: string): void {
    this.open.delete(uri);
  }

  /** The file has changed, or come or gone, on the disk. Returns whether that matters: an open document wins. */
  changedOnDisk(uri: string): boolean {
    this.disk.delete(uri);
    return !this.open.has(uri);
  }

  isOpen(uri: string): boolean {
    return this.open.has(uri);
  }

  openUris(): readonly string[] {
    return [...this.open.keys()];
  }

  /** All files that are there as far as is known. */
  files(): readonly string[] {
    const there = [...this.disk].filter(([, document]) => document !== undefined).map(([uri]) => uri);
    return [...new Set([...this.open.keys(), ...there])].filter(uri => uri.endsWith('.nn'));
  }

  document(uri: string): TextDocument | undefined {
    const open = this.open.get(uri);
    if (open !== undefined) return open;
    if (this.disk.has(uri)) return this.disk.get(uri);
    const text = this.host.read(uri);
    if (text instanceof Promise) {
      this.fetch(uri, text);
      return undefined;
    }
    return this.keep(uri, text);
  }

  read(uri: string): string | undefined {
    return this.document(uri)?.getText();
  }

  /** Whether files that were asked for are still on their way. */
  get waits(): boolean {
    return this.arriving.size > 0;
  }

  private keep(uri: string, text: string | undefined): TextDocument | undefined {
    const document = text === undefined ? undefined : TextDocument.create(uri, 'netwright', -1, text);
    this.disk.set(uri, document);
    return document;
  }

  private fetch(uri: string, coming: Promise<string | undefined>): void {
    if (this.arriving.has(uri)) return;
    const done = (text: string | undefined): void => {
      this.arriving.delete(uri);
      if (this.open.has(uri)) return;
      this.keep(uri, text);
      this.onArrived(uri);
    };
    this.arriving.set(
      uri,
      coming.then(done, () => done(undefined)),
    );
  }
}
