/** Types of the toolkit's prebuilt bundle, which comes without: as much of it as `widgets.ts` uses. */
declare module '@vscode/webview-ui-toolkit/dist/toolkit.min.js' {
  export {
    provideVSCodeDesignSystem,
    vsCodeButton,
    vsCodeCheckbox,
    vsCodeProgressRing,
    vsCodeTextField,
  } from '@vscode/webview-ui-toolkit';
}
