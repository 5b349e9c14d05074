// SPDX-License-Identifier: Apache-2.0

/** Gives a text to the browser as a file to save. */
export function downloadText(fileName: string, content: string): void {
  const url = URL.createObjectURL(
    new Blob([content], { type: 'application/yaml' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
