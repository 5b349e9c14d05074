// SPDX-License-Identifier: Apache-2.0
export interface Config {
  groundwork?: {
    techdocs?: {
      /**
       * Who renders TechDocs.
       *
       * - `auto` (when left out): MkDocs where it can run, which is when `techdocs.generator.runIn` is `docker`, or is
       *   `local` and `mkdocs` is on the PATH; otherwise Node.
       * - `always`: Node.
       * - `never`: MkDocs, as if this module was not installed.
       */
      markdown?: 'auto' | 'always' | 'never';
    };
  };
}
