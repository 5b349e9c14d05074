// SPDX-License-Identifier: Apache-2.0
// What is made, promoted, changed and destroyed is one story: the files are one, and run in this order.
import './02-main-job.story';
import './04-promotion.story';
import './05-production.story';
