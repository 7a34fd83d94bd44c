/** The files as the server sees them: what is open in the editor wins over the disk, whose texts are read once. */
import { FileSet } from '../../language/files.js';
import { TextDocument, type TextChange } from './text-document.js';

/** How long a text from elsewhere is waited for. */
const patienceMs = 5000;

export class Store {
  readonly files: FileSet;
  private readonly open = new Map<string, TextDocument>();
  /** For lines and columns of files that are not open. */
  private readonly closedFiles = new Map<string, TextDocument>();
  /** Texts that have come from elsewhere, and those that are on their way. */
  private readonly arrived = new Map<string, string | undefined>();
  private readonly arriving = new Set<string>();
  private settling: (() => void)[] = [];

  constructor(
    /** A promise where it cannot be had at once. */
    private readonly read: (uri: string) => string | undefined | Promise<string | undefined>,
    /** A file that was asked for is there now. */
    private readonly onArrived: (uri: string) => void,
  ) {
    this.files = new FileSet(uri => this.fromDisk(uri));
  }

  opened(uri: string, version: number, text: string): void {
    this.open.set(uri, new TextDocument(uri, version, text));
    this.closedFiles.delete(uri);
    this.files.open(uri, text);
  }

  changed(uri: string, version: number, changes: readonly TextChange[]): void {
    const document = this.open.get(uri);
    if (document === undefined) return;
    const updated = document.changed(changes, version);
    this.open.set(uri, updated);
    this.files.open(uri, updated.getText());
  }

  closed(uri: string): void {
    this.open.delete(uri);
    this.files.close(uri);
  }

  /** The file has changed, or come or gone, on the disk. Returns whether that matters: an open document wins. */
  changedOnDisk(uri: string): boolean {
    this.arrived.delete(uri);
    return this.files.changed(uri);
  }

  isOpen(uri: string): boolean {
    return this.open.has(uri);
  }

  openUris(): readonly string[] {
    return [...this.open.keys()];
  }

  /** Lines and columns of a file, and its version if it is open. */
  document(uri: string): TextDocument | undefined {
    const open = this.open.get(uri);
    if (open !== undefined) return open;
    const source = this.files.get(uri);
    if (source === undefined) return undefined;
    const known = this.closedFiles.get(uri);
    if (known?.version === source.version) return known;
    const document = new TextDocument(uri, source.version, source.text);
    this.closedFiles.set(uri, document);
    return document;
  }

  /** Whether files that were asked for are still on their way. */
  get waits(): boolean {
    return this.arriving.size > 0;
  }

  /** Resolves when no file is on its way. */
  async settled(): Promise<void> {
    if (this.waits) await new Promise<void>(go => this.settling.push(go));
  }

  private fromDisk(uri: string): string | undefined {
    if (this.arrived.has(uri)) return this.arrived.get(uri);
    // An unsaved text is nowhere but in the editor, and what has no scheme is the path of an import that leads nowhere.
    if (uri.startsWith('untitled:') || !/^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined;
    const text = this.read(uri);
    if (!(text instanceof Promise)) return text;
    if (!this.arriving.has(uri)) {
      this.arriving.add(uri);
      const done = (came: string | undefined): void => {
        this.arriving.delete(uri);
        this.arrived.set(uri, came);
        this.files.changed(uri);
        this.onArrived(uri);
        if (this.waits) return;
        for (const go of this.settling.splice(0)) go();
      };
      void text.then(done, () => done(undefined));
      // An editor that never answers must not hold back everything else.
      setTimeout(() => {
        if (this.arriving.has(uri)) done(undefined);
      }, patienceMs);
    }
    return undefined;
  }
}
