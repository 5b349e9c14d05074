# SPDX-License-Identifier: Apache-2.0
"""What Security Hub makes of an imported finding: defaults, derived fields, and what an update may change."""

import json

from .filters import parse_instant
from .requests import now_text

MAX_BYTES = 240 * 1024
MAX_RESOURCES = 32
REQUIRED = (
    "SchemaVersion",
    "Id",
    "ProductArn",
    "GeneratorId",
    "AwsAccountId",
    "CreatedAt",
    "UpdatedAt",
    "Title",
    "Description",
    "Resources",
    "Severity",
)
# Customers work with these; an update by the product leaves them alone.
KEPT_ON_UPDATE = ("Note", "UserDefinedFields", "VerificationState", "Workflow", "WorkflowState")
# Label → (the Normalized value it stands for, the highest one it covers).
LABELS = {"INFORMATIONAL": (0, 0), "LOW": (1, 39), "MEDIUM": (40, 69), "HIGH": (70, 89), "CRITICAL": (90, 100)}
PRODUCTS = {
    "guardduty": "GuardDuty",
    "securityhub": "Security Hub",
    "inspector": "Inspector",
    "macie": "Macie",
    "access-analyzer": "IAM Access Analyzer",
    "config": "Config",
}


def problem_of(finding, account_id):
    """Why a finding cannot be imported, or None."""
    if not isinstance(finding, dict):
        return "The finding is not an object"
    missing = [key for key in REQUIRED if finding.get(key) in (None, "", [])]
    if missing and missing != ["Severity"]:
        return f"Finding does not adhere to Amazon Finding Format. data should have required property '{missing[0]}'"
    if finding["SchemaVersion"] != "2018-10-08":
        return "Finding does not adhere to Amazon Finding Format. SchemaVersion should be 2018-10-08"
    if finding["AwsAccountId"] != account_id:
        return f"AwsAccountId is {finding['AwsAccountId']}; account {account_id} imports its own findings only"
    for key in ("CreatedAt", "UpdatedAt", "FirstObservedAt", "LastObservedAt"):
        if key in finding and parse_instant(finding[key]) is None:
            return f"Finding does not adhere to Amazon Finding Format. data.{key} should be an ISO 8601 instant"
    return _problem_of_parts(finding)


def _problem_of_parts(finding):
    resources = finding["Resources"]
    if not isinstance(resources, list) or len(resources) > MAX_RESOURCES:
        return f"Finding does not adhere to Amazon Finding Format. data.Resources should have 1 to {MAX_RESOURCES} items"
    if not all(isinstance(each, dict) and each.get("Id") and each.get("Type") for each in resources):
        return "Finding does not adhere to Amazon Finding Format. data.Resources[] should have Id and Type"
    severity = given_severity(finding)
    if "Label" not in severity and "Normalized" not in severity:
        return "Finding does not adhere to Amazon Finding Format. data.Severity should have Label or Normalized"
    if "Label" in severity and severity["Label"] not in LABELS:
        return f"Finding does not adhere to Amazon Finding Format. data.Severity.Label should be one of {', '.join(LABELS)}"
    if len(json.dumps(finding).encode()) > MAX_BYTES:
        return "The finding is larger than 240 KB"
    return None


def given_severity(finding):
    provided = (finding.get("FindingProviderFields") or {}).get("Severity")
    severity = finding.get("Severity") or provided
    return severity if isinstance(severity, dict) else {}


def merge(existing, finding, hub):
    """The finding as it stands after the import; `existing` itself when the update is not newer."""
    if existing and parse_instant(finding["UpdatedAt"]) <= parse_instant(existing["UpdatedAt"]):
        return existing
    given = {key: value for key, value in finding.items() if not existing or key not in KEPT_ON_UPDATE}
    merged = {**_derived(finding, hub), **(existing or {}), **given}
    merged["Severity"] = complete_severity(given_severity(finding))
    merged["ProcessedAt"] = now_text()
    merged["Region"] = hub.region
    status = _workflow_status(existing, merged)
    merged["Workflow"] = {**(merged.get("Workflow") or {}), "Status": status}
    merged["WorkflowState"] = "RESOLVED" if status == "RESOLVED" else "NEW"
    return merged


def _derived(finding, hub):
    product = finding["ProductArn"].rsplit("/", 2)
    of_aws = len(product) == 3 and product[1] == "aws"
    severity = complete_severity(given_severity(finding))
    return {
        "RecordState": "ACTIVE",
        "ProductName": PRODUCTS.get(product[2], product[2]) if of_aws else "Default",
        "CompanyName": "AWS" if of_aws else "Personal",
        "FindingProviderFields": {
            "Severity": {key: severity[key] for key in ("Label", "Original") if key in severity},
            "Types": finding.get("Types", []),
        },
    }


def complete_severity(severity):
    """Label and Normalized follow from each other."""
    if "Label" in severity:
        return {**severity, "Normalized": severity.get("Normalized", LABELS[severity["Label"]][0])}
    value = severity["Normalized"]
    label = next((name for name, (_, highest) in LABELS.items() if value <= highest), "CRITICAL")
    return {**severity, "Label": label}


def _workflow_status(existing, merged):
    status = (merged.get("Workflow") or {}).get("Status", "NEW")
    passed = _compliance(merged) == "PASSED"
    if passed and status in ("NEW", "NOTIFIED"):
        return "RESOLVED"
    if existing and status in ("RESOLVED", "NOTIFIED"):
        back = existing.get("RecordState") == "ARCHIVED" and merged["RecordState"] == "ACTIVE"
        failed = _compliance(existing) == "PASSED" and not passed
        if back or failed:
            return "NEW"
    return status


def _compliance(finding):
    return (finding.get("Compliance") or {}).get("Status")
