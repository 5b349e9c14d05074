// SPDX-License-Identifier: Apache-2.0
// Who may not, and what fails: these leave the stacks of the others alone, and change what the estate is read from.
import './08-denied.story';
import './08-failed.story';
