// SPDX-License-Identifier: Apache-2.0
export interface Config {
  groundwork?: {
    sandbox?: {
      /**
       * Whether this installation works on an emulated AWS estate. The app says so on every page, and offers the
       * sandbox's people at sign-in.
       * @visibility frontend
       */
      enabled?: boolean;
      /**
       * A file that says to which accounts the gate of the sandbox is closed, and why. Without one there is no such
       * gate.
       */
      gateFile?: string;
      /**
       * The people one can sign in as in the sandbox.
       */
      users?: Array<{
        /**
         * The person's full entity ref, for example `user:default/rita.meyer`.
         * @visibility frontend
         */
        ref: string;
        /** @visibility frontend */
        name: string;
        /**
         * What this person does, in a few words.
         * @visibility frontend
         */
        role: string;
      }>;
    };
  };
}
