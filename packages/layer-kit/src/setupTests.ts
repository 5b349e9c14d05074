// SPDX-License-Identifier: Apache-2.0

// Synthesizing a CDK app takes seconds on a busy machine.
jest.setTimeout(60_000);
