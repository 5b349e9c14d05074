// SPDX-License-Identifier: Apache-2.0
import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file also loads what the page loads lazily, the charts among it.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
