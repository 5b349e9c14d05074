# SPDX-License-Identifier: Apache-2.0
"""BatchImportFindings: checks the format, keeps what customers set, ignores what is not newer."""

from ..securityhub.hubs import LOCK, require_hub
from ..securityhub.imports import merge, problem_of
from ..securityhub.requests import invalid_input, ok, read_json

MAX_FINDINGS = 100


def install(emulator):
    emulator.handlers.add("securityhub:BatchImportFindings", batch_import_findings)


def batch_import_findings(call, environ, _ask_moto):
    findings = read_json(environ).get("Findings")
    hub = require_hub(call.account_id, call.region)
    if not isinstance(findings, list) or not 1 <= len(findings) <= MAX_FINDINGS:
        raise invalid_input(f"Findings must be a list of 1 to {MAX_FINDINGS} findings")
    failed = []
    for finding in findings:
        problem = problem_of(finding, call.account_id)
        if problem:
            known = finding.get("Id", "") if isinstance(finding, dict) else ""
            failed.append({"Id": str(known), "ErrorCode": "InvalidInput", "ErrorMessage": problem})
        else:
            _import(hub, finding)
    return ok({"FailedCount": len(failed), "SuccessCount": len(findings) - len(failed), "FailedFindings": failed})


def _import(hub, finding):
    with LOCK:
        existing = hub.findings.get((finding["ProductArn"], finding["Id"]))
        merged = merge(existing, finding, hub)
        if merged is not existing:
            hub.put(merged)
