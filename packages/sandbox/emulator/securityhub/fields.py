# SPDX-License-Identifier: Apache-2.0
"""Filter names of Security Hub → where in a finding their values stand. `[]` is every item of a list."""

TEXT = {
    "AwsAccountId": "AwsAccountId",
    "AwsAccountName": "AwsAccountName",
    "CompanyName": "CompanyName",
    "ComplianceAssociatedStandardsId": "Compliance.AssociatedStandards.[].StandardsId",
    "ComplianceSecurityControlId": "Compliance.SecurityControlId",
    "ComplianceStatus": "Compliance.Status",
    "Description": "Description",
    "FindingProviderFieldsSeverityLabel": "FindingProviderFields.Severity.Label",
    "FindingProviderFieldsSeverityOriginal": "FindingProviderFields.Severity.Original",
    "FindingProviderFieldsTypes": "FindingProviderFields.Types.[]",
    "GeneratorId": "GeneratorId",
    "Id": "Id",
    "NoteText": "Note.Text",
    "NoteUpdatedBy": "Note.UpdatedBy",
    "ProductArn": "ProductArn",
    "ProductName": "ProductName",
    "RecommendationText": "Remediation.Recommendation.Text",
    "RecordState": "RecordState",
    "Region": "Region",
    "RelatedFindingsId": "RelatedFindings.[].Id",
    "RelatedFindingsProductArn": "RelatedFindings.[].ProductArn",
    "ResourceApplicationArn": "Resources.[].ApplicationArn",
    "ResourceApplicationName": "Resources.[].ApplicationName",
    "ResourceId": "Resources.[].Id",
    "ResourcePartition": "Resources.[].Partition",
    "ResourceRegion": "Resources.[].Region",
    "ResourceType": "Resources.[].Type",
    "SeverityLabel": "Severity.Label",
    "SourceUrl": "SourceUrl",
    "Title": "Title",
    "Type": "Types.[]",
    "VerificationState": "VerificationState",
    "VulnerabilitiesExploitAvailable": "Vulnerabilities.[].ExploitAvailable",
    "VulnerabilitiesFixAvailable": "Vulnerabilities.[].FixAvailable",
    "WorkflowState": "WorkflowState",
    "WorkflowStatus": "Workflow.Status",
}
DATES = {
    "CreatedAt": "CreatedAt",
    "FirstObservedAt": "FirstObservedAt",
    "LastObservedAt": "LastObservedAt",
    "NoteUpdatedAt": "Note.UpdatedAt",
    "UpdatedAt": "UpdatedAt",
}
NUMBERS = {
    "Confidence": "Confidence",
    "Criticality": "Criticality",
    "SeverityNormalized": "Severity.Normalized",
    "SeverityProduct": "Severity.Product",
}
MAPS = {
    "ProductFields": "ProductFields",
    "ResourceTags": "Resources.[].Tags",
    "UserDefinedFields": "UserDefinedFields",
}
BOOLEANS = {"Sample": "Sample"}

PATHS = {**TEXT, **DATES, **NUMBERS, **MAPS, **BOOLEANS}
_PARTS = {name: tuple(path.split(".")) for name, path in PATHS.items()}


def values_of(finding, name):
    """Every value the finding has for a filter."""
    return _walk(finding, _PARTS[name])


def _walk(value, parts):
    for index, part in enumerate(parts):
        if part == "[]":
            items = value if isinstance(value, list) else []
            return [found for item in items for found in _walk(item, parts[index + 1 :])]
        value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return []
    return [value]
