# SPDX-License-Identifier: Apache-2.0
"""DescribeStacks, DescribeStackEvents, DescribeStackResource(s), ListStackResources, ListStacks, GetTemplate, exports."""

from ..cloudformation import requests
from ..cloudformation.errors import ValidationError
from ..cloudformation.plan import MASK
from ..cloudformation.stack import STACKS
from ..cloudformation.template import parse_template

NOT_CHECKED = {"StackDriftStatus": "NOT_CHECKED"}


def install(_emulator):
    from moto.cloudformation.responses import CloudFormationResponse
    from moto.core.responses import ActionResult

    def describe_stacks(self):
        call = requests.read(self)
        if call.text("StackName"):
            return ActionResult({"Stacks": [_stack(call.stack())]})
        return ActionResult({"Stacks": [_stack(s) for s in STACKS.list(call.account_id, call.region) if not s.deleted_at]})

    def list_stacks(self):
        call = requests.read(self)
        wanted = call.text("StackStatusFilter", []) or []
        stacks = [s for s in STACKS.list(call.account_id, call.region) if not wanted or s.status in wanted]
        return ActionResult({"StackSummaries": [_summary(s) for s in stacks]})

    def describe_stack_events(self):
        return ActionResult({"StackEvents": requests.read(self).stack().events[::-1]})

    def describe_stack_resource(self):
        call = requests.read(self)
        stack = call.stack()
        return ActionResult({"StackResourceDetail": _resource(stack, _one(stack, call), "LastUpdatedTimestamp")})

    def describe_stack_resources(self):
        call = requests.read(self)
        stack = call.stack()
        asked = call.text("LogicalResourceId")
        chosen = [r for r in list(stack.resources.values()) if not asked or r.logical_id == asked]
        return ActionResult({"StackResources": [_resource(stack, r, "Timestamp") for r in chosen]})

    def list_stack_resources(self):
        stack = requests.read(self).stack()
        listed = [_resource(stack, r, "LastUpdatedTimestamp") for r in list(stack.resources.values())]
        return ActionResult({"StackResourceSummaries": listed})

    def get_template(self):
        call = requests.read(self)
        stack = call.stack()
        name = call.text("ChangeSetName")
        text = stack.change_set(name).template_text if name else stack.template_text
        # A stack that is only proposed has an empty template.
        return ActionResult({"TemplateBody": text or "", "StagesAvailable": ["Original", "Processed"]})

    def get_template_summary(self):
        call = requests.read(self)
        template = parse_template(call.stack().template_text if call.text("StackName") else call.template_text(None))
        types = sorted({definition["Type"] for definition in template["Resources"].values()})
        parameters = [_parameter(key, slot) for key, slot in (template.get("Parameters") or {}).items()]
        return ActionResult({"ResourceTypes": types, "Parameters": parameters, "Description": template.get("Description")})

    def list_exports(self):
        call = requests.read(self)
        exports = STACKS.exports(call.account_id, call.region)
        listed = [{"Name": n, "Value": v, "ExportingStackId": s} for n, (v, s) in exports.items()]
        return ActionResult({"Exports": listed})

    def get_stack_policy(self):
        return ActionResult({"StackPolicyBody": requests.read(self).stack().policy})

    def set_stack_policy(self):
        call = requests.read(self)
        call.stack().policy = call.text("StackPolicyBody")
        return ActionResult({})

    operations = (
        describe_stacks,
        list_stacks,
        describe_stack_events,
        describe_stack_resource,
        describe_stack_resources,
        list_stack_resources,
        get_template,
        get_template_summary,
        list_exports,
        get_stack_policy,
        set_stack_policy,
    )
    for operation in operations:
        setattr(CloudFormationResponse, operation.__name__, operation)
    # moto's transformers expect its own objects; stack sets stay with moto.
    CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER = {
        path: transform
        for path, transform in CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER.items()
        if path.startswith("DescribeStackSetOutput")
    }


def _stack(stack):
    shown = {
        "StackId": stack.id,
        "StackName": stack.name,
        "CreationTime": stack.created_at,
        "StackStatus": stack.status,
        "Parameters": requests.shown_parameters(stack.template, stack.parameters, MASK),
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "Outputs": stack.outputs,
        "EnableTerminationProtection": stack.protected,
        "DriftInformation": NOT_CHECKED,
        "DisableRollback": False,
        "RollbackConfiguration": {},
        "NotificationARNs": stack.options.get("NotificationARNs", []),
        "Capabilities": stack.options.get("Capabilities", []),
    }
    optional = {
        "StackStatusReason": stack.reason,
        "LastUpdatedTime": stack.updated_at,
        "DeletionTime": stack.deleted_at,
        "ChangeSetId": stack.last_change_set,
        "Description": stack.template.get("Description"),
    }
    return {**shown, **{key: value for key, value in optional.items() if value is not None}}


def _summary(stack):
    full = _stack(stack)
    kept = ("StackId", "StackName", "CreationTime", "LastUpdatedTime", "DeletionTime", "StackStatus", "StackStatusReason")
    return {"DriftInformation": NOT_CHECKED, **{key: full[key] for key in kept if key in full}}


def _resource(stack, resource, time_key):
    shown = {
        "StackId": stack.id,
        "StackName": stack.name,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id or "",
        "ResourceType": resource.type,
        "ResourceStatus": resource.status,
        time_key: resource.updated_at,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }
    if resource.reason:
        shown["ResourceStatusReason"] = resource.reason
    return shown


def _one(stack, call):
    logical_id = call.text("LogicalResourceId")
    if logical_id not in stack.resources:
        raise ValidationError(f"Resource {logical_id} does not exist for stack {stack.name}")
    return stack.resources[logical_id]


def _parameter(key, slot):
    return {
        "ParameterKey": key,
        "ParameterType": slot.get("Type", "String"),
        "NoEcho": str(slot.get("NoEcho", "false")).lower() == "true",
        "DefaultValue": slot.get("Default"),
        "Description": slot.get("Description"),
    }
