// SPDX-License-Identifier: Apache-2.0
export interface Config {
  groundwork?: {
    /**
     * Who may do what. What a person may do comes from the groups he or she
     * is a member of. Members of several roles may do what any of them allows.
     */
    permissions?: {
      /** Groups that may see stacks and runs, besides those below. Everybody who is signed in when this is left out. */
      readers?: string[];
      /** Groups that plan into accounts, run templates, and approve in development and staging. */
      engineers?: string[];
      /** Groups that approve in every environment. */
      approvers?: string[];
      /** Groups that settle runs that need attention. */
      operators?: string[];
    };
  };
}
