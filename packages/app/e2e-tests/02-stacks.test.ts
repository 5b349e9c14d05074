// SPDX-License-Identifier: Apache-2.0
// What is made, refused and failing tells one story: the files are one, and run in this order.
import './02-main-job.story';
import './03-denied.story';
import './04-failed.story';
import './05-production.story';
