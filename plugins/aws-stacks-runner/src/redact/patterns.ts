// SPDX-License-Identifier: Apache-2.0

/** What looks like a secret wherever it is found, although nobody declared it as one. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bglpat-[\w-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\b[rs]k_live_[A-Za-z0-9]{16,}/g,
  /\bAIza[\w-]{35}/g,
  /(?<=:\/\/[^\s:/@]{1,64}:)[^\s:/@]+(?=@)/g,
  /(?<=X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"]+/g,
];
