/** Tasks of type `netwright`: what the command line does, with problems where VS Code shows those of a build. */
import * as vscode from 'vscode';

const taskType = 'netwright';
const actions = ['check', 'train', 'summary', 'format'] as const;
type Action = (typeof actions)[number];

interface Definition extends vscode.TaskDefinition {
  readonly action: Action;
  /** Path of the file, relative to the folder; the one in the editor if not given. */
  readonly file?: string;
}

const isDefinition = (definition: vscode.TaskDefinition): definition is Definition =>
  actions.some(action => action === (definition['action'] as unknown));

/** `cli`: the bundled command line. */
function taskOf(cli: string, scope: vscode.WorkspaceFolder | vscode.TaskScope, definition: Definition): vscode.Task {
  const { action, file = '${file}' } = definition;
  const run = new vscode.ProcessExecution(process.execPath, [cli, action, file], {
    // The desktop's program is Node only when it is told so; colours would stand between the matcher and the text.
    env: { ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
  });
  const name = definition.file === undefined ? action : `${action} ${definition.file}`;
  const task = new vscode.Task(definition, scope, name, 'netwright', run, '$netwright');
  if (action === 'check') task.group = vscode.TaskGroup.Build;
  return task;
}

export function registerTasks(extension: vscode.Uri): vscode.Disposable {
  const cli = vscode.Uri.joinPath(extension, 'dist', 'cli.cjs').fsPath;
  return vscode.tasks.registerTaskProvider(taskType, {
    provideTasks(): vscode.Task[] {
      return (vscode.workspace.workspaceFolders ?? []).flatMap(folder =>
        actions.map(action => taskOf(cli, folder, { type: taskType, action })),
      );
    },
    resolveTask({ definition, scope }): vscode.Task | undefined {
      return isDefinition(definition) ? taskOf(cli, scope ?? vscode.TaskScope.Workspace, definition) : undefined;
    },
  });
}
