// SPDX-License-Identifier: Apache-2.0
import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file also loads what the page loads lazily.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
