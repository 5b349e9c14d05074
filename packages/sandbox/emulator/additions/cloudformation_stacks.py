# SPDX-License-Identifier: Apache-2.0
"""CreateStack, UpdateStack, DeleteStack, CancelUpdateStack, UpdateTerminationProtection."""

import re

from ..cloudformation import requests
from ..cloudformation.changes import describe_changes
from ..cloudformation.engine import Deployment, delete_stack, in_background
from ..cloudformation.errors import AlreadyExists, ValidationError
from ..cloudformation.plan import DeploymentPlan
from ..cloudformation.stack import STACKS

NAME = re.compile(r"^[a-zA-Z][-a-zA-Z0-9]{0,127}$")
FINAL_FAILURES = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS")


def install(emulator):
    from moto.cloudformation.responses import CloudFormationResponse
    from moto.core.responses import ActionResult, EmptyResult
    from moto.core.utils import utcnow

    def create_stack(self):
        call = requests.read(self)
        name = call.text("StackName")
        if not NAME.match(name or ""):
            raise ValidationError(f"Value '{name}' at 'stackName' failed to satisfy constraint: {NAME.pattern}")
        if STACKS.find(call.account_id, call.region, name):
            raise AlreadyExists(f"Stack [{name}] already exists")
        stack = STACKS.add(name, call.account_id, call.region)
        try:
            plan = _plan(emulator, call, stack)
        except Exception:
            STACKS.forget(stack)
            raise
        stack.protected = call.flag("EnableTerminationProtection")
        stack.options = call.options()
        on_failure = "DO_NOTHING" if call.flag("DisableRollback") else call.text("OnFailure", "ROLLBACK")
        _start(stack, Deployment(plan, call.tags(stack), on_failure))
        return ActionResult({"StackId": stack.id})

    def update_stack(self):
        call = requests.read(self)
        stack = call.stack()
        if stack.in_progress or stack.status in FINAL_FAILURES:
            raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        plan, tags = _plan(emulator, call, stack), call.tags(stack)
        same_outputs = (plan.template.get("Outputs") or {}) == (stack.template.get("Outputs") or {})
        if not describe_changes(plan, tags) and same_outputs and tags == stack.tags:
            raise ValidationError("No updates are to be performed.")
        for change_set in stack.change_sets.values():
            change_set.execution_status = "OBSOLETE"
        stack.updated_at = utcnow()
        _start(stack, Deployment(plan, tags, "DO_NOTHING" if call.flag("DisableRollback") else "ROLLBACK"))
        return ActionResult({"StackId": stack.id})

    def delete_stack_operation(self):
        call = requests.read(self)
        stack = STACKS.find(call.account_id, call.region, call.text("StackName"))
        if stack is None or stack.deleted_at:
            return EmptyResult()
        if stack.protected:
            raise ValidationError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        if stack.in_progress and not stack.status.startswith("CREATE"):
            raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be deleted.")
        _check_exports_unused(stack)
        stack.set_status("DELETE_IN_PROGRESS", "User Initiated")
        in_background(delete_stack, emulator.endpoint, stack)
        return EmptyResult()

    def cancel_update_stack(self):
        stack = requests.read(self).stack()
        if stack.status != "UPDATE_IN_PROGRESS":
            raise ValidationError("CancelUpdateStack cannot be called from current stack status")
        stack.cancel_asked = True
        return EmptyResult()

    def update_termination_protection(self):
        call = requests.read(self)
        stack = call.stack()
        stack.protected = call.flag("EnableTerminationProtection")
        return ActionResult({"StackId": stack.id})

    CloudFormationResponse.create_stack = create_stack
    CloudFormationResponse.update_stack = update_stack
    CloudFormationResponse.delete_stack = delete_stack_operation
    CloudFormationResponse.cancel_update_stack = cancel_update_stack
    CloudFormationResponse.update_termination_protection = update_termination_protection


def _plan(emulator, call, stack):
    plan = DeploymentPlan(emulator.endpoint, stack, call.template_text(stack), call.parameters(stack))
    plan.check_capabilities(call.capabilities)
    return plan


def _start(stack, deployment):
    stack.cancel_asked = False
    stack.set_status(f"{deployment.verb}_IN_PROGRESS", "User Initiated")
    in_background(deployment.run)


def _check_exports_unused(stack):
    for output in stack.outputs:
        name = output.get("ExportName")
        users = [s.name for s in STACKS.list(stack.account_id, stack.region) if name and _imports(s, name)]
        if users:
            raise ValidationError(f"Export {name} cannot be deleted as it is in use by {', '.join(users)}")


def _imports(stack, name):
    return not stack.deleted_at and f'"Fn::ImportValue": "{name}"' in (stack.template_text or "")
