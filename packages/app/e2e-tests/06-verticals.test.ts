// SPDX-License-Identifier: Apache-2.0
// Both set faults and wait for sweeps: the files are one, and run in this order.
import './06-findings.story';
import './07-estate.story';
