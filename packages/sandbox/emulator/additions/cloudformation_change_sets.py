# SPDX-License-Identifier: Apache-2.0
"""CreateChangeSet, DescribeChangeSet, ExecuteChangeSet, ListChangeSets, DeleteChangeSet."""

import re
import uuid

from ..cloudformation import requests
from ..cloudformation.changes import describe_changes, describe_reverts
from ..cloudformation.drift import standing_of_drifted
from ..cloudformation.engine import Deployment, in_background
from ..cloudformation.errors import AlreadyExists, ChangeSetNotFound, InvalidChangeSetStatus, ValidationError
from ..cloudformation.plan import MASK, DeploymentPlan
from ..cloudformation.stack import STACKS, ChangeSet

NAME = re.compile(r"^[a-zA-Z][-a-zA-Z0-9]{0,127}$")
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
NO_IMPORTS = "The emulator does not import resources into stacks."


def install(emulator):
    from moto.cloudformation.responses import CloudFormationResponse
    from moto.core.responses import ActionResult, EmptyResult
    from moto.core.utils import utcnow

    def create_change_set(self):
        call = requests.read(self)
        kind = call.text("ChangeSetType", "UPDATE")
        name = call.text("ChangeSetName")
        if not NAME.match(name or ""):
            raise ValidationError(f"Value '{name}' at 'changeSetName' failed to satisfy constraint: {NAME.pattern}")
        stack = _stack_for(call, kind)
        if any(each.name == name for each in stack.change_sets.values()):
            raise AlreadyExists(f"ChangeSet {name} cannot be created due to a mismatch with existing attribute Name")
        template_text = call.template_text(stack)
        plan = DeploymentPlan(emulator.endpoint, stack, template_text, call.parameters(stack))
        plan.check_capabilities(call.capabilities)
        change_set = ChangeSet(
            id=f"arn:aws:cloudformation:{stack.region}:{stack.account_id}:changeSet/{name}/{uuid.uuid4()}",
            name=name,
            type=kind,
            template_text=template_text,
            template=plan.template,
            parameters=plan.given,
            tags=call.tags(stack),
            options=call.options(),
            created_at=utcnow(),
        )
        if call.text("DeploymentMode") == "REVERT_DRIFT":
            change_set.options["DeploymentMode"] = "REVERT_DRIFT"
            change_set.reverts = standing_of_drifted(emulator.endpoint, stack)
        _settle(change_set, plan, stack)
        stack.change_sets[change_set.id] = change_set
        return ActionResult({"Id": change_set.id, "StackId": stack.id})

    def describe_change_set(self):
        call = requests.read(self)
        stack, change_set = _find(call)
        return ActionResult(_described(stack, change_set, with_values=call.flag("IncludePropertyValues")))

    def execute_change_set(self):
        call = requests.read(self)
        stack, change_set = _find(call)
        _check_executable(stack, change_set)
        plan = DeploymentPlan(emulator.endpoint, stack, change_set.template_text, change_set.parameters)
        on_failure = change_set.options.get("OnStackFailure", "ROLLBACK")
        if call.flag("DisableRollback"):
            on_failure = "DO_NOTHING"
        deployment = Deployment(plan, change_set.tags, on_failure, change_set.reverts)
        stack.change_sets = {change_set.id: change_set}
        change_set.execution_status = "EXECUTE_IN_PROGRESS"
        stack.last_change_set = change_set.id
        stack.updated_at = None if deployment.creating else utcnow()
        stack.cancel_asked = False
        stack.set_status(f"{deployment.verb}_IN_PROGRESS", "User Initiated")
        in_background(_execute, deployment, change_set)
        return EmptyResult()

    def list_change_sets(self):
        call = requests.read(self)
        stack = call.stack()
        hidden = ("Changes", "Parameters", "Tags", "NotificationARNs", "Capabilities")
        described = [_described(stack, each, with_values=False) for each in stack.change_sets.values()]
        return ActionResult({"Summaries": [{k: v for k, v in d.items() if k not in hidden} for d in described]})

    def delete_change_set(self):
        call = requests.read(self)
        try:
            stack, change_set = _find(call)
        except ChangeSetNotFound:
            # As in AWS, where only a stack that does not exist is an error.
            return EmptyResult()
        if change_set.execution_status == "EXECUTE_IN_PROGRESS":
            raise InvalidChangeSetStatus(f"ChangeSet [{change_set.id}] is being executed and cannot be deleted.")
        stack.change_sets.pop(change_set.id)
        return EmptyResult()

    for operation in (create_change_set, describe_change_set, execute_change_set, list_change_sets, delete_change_set):
        setattr(CloudFormationResponse, operation.__name__, operation)
    return STACKS.clear


def _stack_for(call, kind):
    name = call.text("StackName")
    stack = STACKS.find(call.account_id, call.region, name)
    if kind == "UPDATE" or kind == "IMPORT" and stack:
        return _updatable(call.stack())
    if stack is None:
        stack = STACKS.add(name, call.account_id, call.region)
        stack.set_status("REVIEW_IN_PROGRESS", "User Initiated")
    elif stack.status != "REVIEW_IN_PROGRESS":
        raise AlreadyExists(f"Stack [{name}] already exists and cannot be created again with the changeSet [{kind}].")
    return stack


def _updatable(stack):
    if stack.in_progress or stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "CREATE_FAILED"):
        raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
    return stack


def _settle(change_set, plan, stack):
    """AWS keeps a change set that cannot be executed, with the reason."""
    if change_set.type == "IMPORT":
        change_set.status, change_set.execution_status, change_set.reason = "FAILED", "UNAVAILABLE", NO_IMPORTS
        return
    foreseen = describe_changes(plan, change_set.tags)
    known = {change["LogicalResourceId"] for change in foreseen}
    put_back = describe_reverts(plan, {name: standing for name, standing in change_set.reverts.items() if name not in known})
    change_set.changes = foreseen + put_back
    same_outputs = (plan.template.get("Outputs") or {}) == (stack.template.get("Outputs") or {})
    if stack.template and not change_set.changes and same_outputs and change_set.tags == stack.tags:
        change_set.status, change_set.execution_status, change_set.reason = "FAILED", "UNAVAILABLE", NO_CHANGES


def _find(call):
    name_or_id = call.text("ChangeSetName")
    if name_or_id.startswith("arn:"):
        for stack in STACKS.list(call.account_id, call.region):
            if name_or_id in stack.change_sets:
                return stack, stack.change_sets[name_or_id]
    stack = call.stack()
    return stack, stack.change_set(name_or_id)


def _check_executable(stack, change_set):
    if change_set.execution_status != "AVAILABLE":
        raise InvalidChangeSetStatus(
            f"ChangeSet [{change_set.id}] cannot be executed in its current execution status of "
            f"[{change_set.execution_status}]"
        )
    if stack.in_progress:
        raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")


def _execute(deployment, change_set):
    deployment.run()
    failed = "ROLLBACK" in deployment.stack.status or deployment.stack.status.endswith("FAILED")
    change_set.execution_status = "EXECUTE_FAILED" if failed else "EXECUTE_COMPLETE"


def _described(stack, change_set, with_values):
    shown = {
        "ChangeSetName": change_set.name,
        "ChangeSetId": change_set.id,
        "StackId": stack.id,
        "StackName": stack.name,
        "CreationTime": change_set.created_at,
        "Status": change_set.status,
        "ExecutionStatus": change_set.execution_status,
        "Parameters": requests.shown_parameters(change_set.template, change_set.parameters, MASK),
        "Tags": [{"Key": key, "Value": value} for key, value in change_set.tags.items()],
        "Changes": [{"Type": "Resource", "ResourceChange": _resource_change(c, with_values)} for c in change_set.changes],
        "IncludeNestedStacks": False,
        **change_set.options,
    }
    if change_set.reason:
        shown["StatusReason"] = change_set.reason
    return shown


def _resource_change(change, with_values):
    if with_values:
        return change
    hidden = {"BeforeContext", "AfterContext"}
    shown = {key: value for key, value in change.items() if key not in hidden}
    shown["Details"] = [
        {**detail, "Target": {k: v for k, v in detail["Target"].items() if k not in ("BeforeValue", "AfterValue")}}
        for detail in change["Details"]
    ]
    return shown
