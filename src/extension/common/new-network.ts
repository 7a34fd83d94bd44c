/** `New Network`: an unsaved file with a network that can be trained as it is. */
import * as vscode from 'vscode';

const text = `network Digits(width = 16) {
  input image: 1x28x28
  conv(width, 3) -> relu -> maxpool(2)
  conv(2 * width, 3) -> relu -> maxpool(2)
  flatten
  dense(10)
}

train Digits {
  data: mnist
  loss: cross_entropy
  optimizer: adam
  batch: 64
  epochs: 5
}
`;

export async function newNetwork(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'netwright', content: text });
  await vscode.window.showTextDocument(document);
}
