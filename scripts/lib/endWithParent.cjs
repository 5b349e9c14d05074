// SPDX-License-Identifier: Apache-2.0
// Preloaded into what the launcher starts: a launcher that is killed outright cannot stop its children, so they notice.
const { isMainThread } = require('node:worker_threads');

const GRACE_MS = 5_000;

/** Ends this process kindly, and for certain after the grace time, for its output no longer has a reader. */
function end() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
}

if (isMainThread) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 1_000);
  timer.unref();
}
