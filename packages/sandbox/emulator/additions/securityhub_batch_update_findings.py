# SPDX-License-Identifier: Apache-2.0
"""BatchUpdateFindings: what customers set on findings. UpdatedAt stays; it takes effect at once."""

from ..securityhub.aggregators import linked_regions
from ..securityhub.hubs import LOCK, visible_hubs
from ..securityhub.imports import complete_severity
from ..securityhub.requests import invalid_input, now_text, ok, read_json

MAX_FINDINGS = 100
COPIED = ("VerificationState", "Confidence", "Criticality", "Types", "UserDefinedFields", "RelatedFindings")
STATUSES = ("NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED")


def install(emulator):
    emulator.handlers.add("securityhub:BatchUpdateFindings", batch_update_findings)


def batch_update_findings(call, environ, _ask_moto):
    body = read_json(environ)
    identifiers = body.get("FindingIdentifiers")
    if not isinstance(identifiers, list) or not 1 <= len(identifiers) <= MAX_FINDINGS:
        raise invalid_input(f"FindingIdentifiers must be a list of 1 to {MAX_FINDINGS} identifiers")
    hubs = visible_hubs(call.account_id, call.region, linked_regions(call.account_id, call.region))
    changes = _changes(body)
    processed, unprocessed = [], []
    for identifier in identifiers:
        if _update(hubs, identifier, changes):
            processed.append(identifier)
        else:
            problem = {"ErrorCode": "FindingNotFound", "ErrorMessage": "Finding Not Found"}
            unprocessed.append({"FindingIdentifier": identifier, **problem})
    return ok({"ProcessedFindings": processed, "UnprocessedFindings": unprocessed})


def _update(hubs, identifier, changes):
    key = (identifier.get("ProductArn"), identifier.get("Id"))
    with LOCK:
        hub = next((each for each in hubs if key in each.findings), None)
        if hub is None:
            return False
        finding = hub.findings[key]
        changed = {**finding, **changes}
        if "Severity" in changes:
            changed["Severity"] = complete_severity({**finding.get("Severity", {}), **changes["Severity"]})
        hub.put(changed)
        return True


def _changes(body):
    changes = {key: body[key] for key in COPIED if key in body}
    status = (body.get("Workflow") or {}).get("Status")
    if status:
        if status not in STATUSES:
            raise invalid_input(f"Workflow.Status is {str(status)[:40]}; it must be {', '.join(STATUSES)}")
        changes["Workflow"] = {"Status": status}
        changes["WorkflowState"] = "RESOLVED" if status == "RESOLVED" else "NEW"
    if "Note" in body:
        changes["Note"] = {**body["Note"], "UpdatedAt": now_text()}
    if "Severity" in body:
        changes["Severity"] = _severity(body["Severity"])
    return changes


def _severity(given):
    # The label decides; a former Normalized value must not contradict it.
    if "Label" in given and "Normalized" not in given:
        return {**given, "Normalized": complete_severity({"Label": given["Label"]})["Normalized"]}
    return given
