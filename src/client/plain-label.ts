/**
 * Text that somebody else wrote, for labels and messages in which the editor finds icons and `[links](command:…)`: it is
 * shown as text.
 */
export function plainLabel(text: string): string {
  return text.replace(/\](?=\()/g, "] ").replace(/\$(?=\()/g, "$ ");
}
