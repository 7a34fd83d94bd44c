/** `Change Assumptions`: lets a person choose what all figures are for; what they choose is written into the settings. */
import * as vscode from 'vscode';
import { deviceGiB, deviceOf } from '../../messages/devices.js';
import { assumptionsRequest, type FileAssumptions } from '../../messages/editor.js';
import type { Connected } from './connected.js';

interface Choice extends vscode.QuickPickItem {
  /** What becomes of the settings; undefined for one that is typed. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Topic extends vscode.QuickPickItem {
  choose(): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('netwright');

/** In the workspace where there is a folder to keep it, else for the user. */
async function write(changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { Workspace, Global } = vscode.ConfigurationTarget;
  const target = (vscode.workspace.workspaceFolders ?? []).length > 0 ? Workspace : Global;
  for (const [key, value] of Object.entries(changes)) await settings().update(key, value, target);
}

async function pick(title: string, choices: readonly Choice[]): Promise<Choice | undefined> {
  return vscode.window.showQuickPick(choices, { title, matchOnDescription: true });
}

const asTrained = (): string => vscode.l10n.t("As the network's train says");

async function chooseBatch(now: number | null): Promise<Readonly<Record<string, unknown>> | undefined> {
  const typed: Choice = { label: vscode.l10n.t('Another number…') };
  const chosen = await pick(vscode.l10n.t('Batch'), [
    { label: asTrained(), settings: { 'analysis.batch': undefined } },
    ...[1, 8, 16, 32, 64, 128, 256, 512].map(batch => ({
      label: String(batch),
      settings: { 'analysis.batch': batch },
    })),
    typed,
  ]);
  if (chosen !== typed) return chosen?.settings;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Batch'),
    value: String(now ?? 1),
    validateInput: given => (/^[1-9]\d{0,8}$/.test(given) ? undefined : vscode.l10n.t('A whole number of at least 1.')),
  });
  return text === undefined ? undefined : { 'analysis.batch': Number(text) };
}

async function choosePrecision(): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chosen = await pick(vscode.l10n.t('Precision'), [
    { label: asTrained(), settings: { 'analysis.precision': undefined } },
    { label: 'fp32', description: vscode.l10n.t('32 bits throughout') },
    { label: 'fp16', description: vscode.l10n.t('16 bits throughout') },
    { label: 'bf16', description: vscode.l10n.t('16 bits throughout, with the range of 32') },
    { label: 'mixed', description: vscode.l10n.t('weights in 32 bits, arithmetic in 16') },
  ]);
  return chosen && (chosen.settings ?? { 'analysis.precision': chosen.label });
}

async function chooseOptimizer(now: FileAssumptions): Promise<Readonly<Record<string, unknown>> | undefined> {
  const typed: Choice = { label: vscode.l10n.t('With arguments…'), description: 'sgd(momentum: 0.9)' };
  const chosen = await pick(vscode.l10n.t('Optimizer'), [
    { label: asTrained(), settings: { 'analysis.optimizer': undefined } },
    ...now.optimizers.map(({ name, summary }) => ({
      label: name,
      detail: summary,
      settings: { 'analysis.optimizer': name },
    })),
    typed,
  ]);
  if (chosen !== typed) return chosen?.settings;
  const value = now.optimizer;
  const text = await vscode.window.showInputBox({ title: vscode.l10n.t('Optimizer'), value });
  return text === undefined ? undefined : { 'analysis.optimizer': text.trim() };
}

async function chooseDevice(): Promise<Readonly<Record<string, unknown>> | undefined> {
  const named = (name: string | undefined, gibibytes: number | undefined) => ({
    'memory.device': name,
    'memory.deviceGiB': gibibytes,
  });
  const typed: Choice = { label: vscode.l10n.t('Another amount of memory…') };
  const chosen = await pick(vscode.l10n.t('Device that training must fit'), [
    { label: vscode.l10n.t('None'), settings: named(undefined, undefined) },
    ...Object.entries(deviceGiB).map(([name, gibibytes]) => ({
      label: name,
      description: `${gibibytes} GiB`,
      settings: named(name, undefined),
    })),
    typed,
  ]);
  if (chosen !== typed) return chosen?.settings;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Memory in GiB'),
    value: '8',
    validateInput: given => (Number(given) > 0 ? undefined : vscode.l10n.t('A number of GiB above 0.')),
  });
  return text === undefined ? undefined : named(undefined, Number(text));
}

async function chooseAttention(): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chosen = await pick(vscode.l10n.t('Attention kernel'), [
    { label: 'fused', description: vscode.l10n.t('never holds the matrix of attention weights') },
    { label: 'plain', description: vscode.l10n.t('keeps the matrix of attention weights for backward') },
  ]);
  return chosen && { 'analysis.attention': chosen.label };
}

async function chooseTarget(): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chosen = await pick(vscode.l10n.t('Whose memory'), [
    { label: 'pytorch', description: vscode.l10n.t('PyTorch, run eagerly') },
    { label: 'bundled', description: vscode.l10n.t('the engine that comes with the extension') },
  ]);
  return chosen && { 'memory.target': chosen.label };
}

function topics(now: FileAssumptions): readonly Topic[] {
  const device = deviceOf(settings().get('memory.device'), settings().get('memory.deviceGiB'));
  return [
    { label: vscode.l10n.t('Batch'), description: String(now.batch ?? 1), choose: () => chooseBatch(now.batch) },
    { label: vscode.l10n.t('Precision'), description: now.precision, choose: choosePrecision },
    { label: vscode.l10n.t('Optimizer'), description: now.optimizer, choose: () => chooseOptimizer(now) },
    {
      label: vscode.l10n.t('Device that training must fit'),
      description: device?.name ?? vscode.l10n.t('None'),
      choose: chooseDevice,
    },
    { label: vscode.l10n.t('Attention kernel'), description: now.attention, choose: chooseAttention },
    { label: vscode.l10n.t('Whose memory'), description: now.target, choose: chooseTarget },
  ];
}

export function registerAssumptions(connected: Connected): vscode.Disposable {
  async function change(of?: unknown): Promise<void> {
    const uri = typeof of === 'string' ? of : vscode.window.activeTextEditor?.document.uri.toString();
    const asked = uri === undefined ? uri : vscode.Uri.parse(uri).toString();
    const now: FileAssumptions | null =
      asked === undefined ? null : await connected.request(assumptionsRequest, { textDocument: { uri: asked } });
    if (now === null) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'netwright.analysis');
      return;
    }
    const topic = await vscode.window.showQuickPick(topics(now), { title: vscode.l10n.t('What figures are for') });
    const changes = await topic?.choose();
    if (changes !== undefined) await write(changes);
  }
  return vscode.commands.registerCommand('netwright.changeAssumptions', change);
}
