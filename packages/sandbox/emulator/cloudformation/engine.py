# SPDX-License-Identifier: Apache-2.0
"""Creates, updates, rolls back and deletes stacks, one resource after the other."""

import threading
from dataclasses import replace

from moto.core.utils import utcnow

from .errors import ResourceFailure
from .moto_type import type_for
from .registry import ResourceContext, reason_of
from .stack import Resource

CANCELLED = "Resource update cancelled"


class Cancelled(Exception):
    """Somebody called CancelUpdateStack."""


# Clients look again only after seconds; a stack that is done at once should not cost them that.
HEAD_START_SECONDS = 0.4


def in_background(work, *arguments):
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    thread.join(HEAD_START_SECONDS)


class Deployment:
    """One create or update of one stack."""

    def __init__(self, plan, tags, on_failure="ROLLBACK", reverts=None):
        self.plan = plan
        self.stack = plan.stack
        self.tags = tags
        self.on_failure = on_failure
        self.reverts = reverts or {}
        self.creating = not self.stack.template
        self.before = {name: replace(resource) for name, resource in self.stack.resources.items()}
        self.replaced = []

    @property
    def verb(self):
        return "CREATE" if self.creating else "UPDATE"

    def run(self):
        try:
            self._apply()
        except Exception as error:  # noqa: BLE001 - any failure of a resource ends in a rollback, as on AWS
            self._fail(reason_of(error) if not isinstance(error, Cancelled) else "User Initiated")
            return
        self._finish()

    def _apply(self):
        plan, stack = self.plan, self.stack
        for name in plan.wanted(plan.resolver(stack.resources)):
            if stack.cancel_asked:
                raise Cancelled()
            self._apply_resource(name, plan.template["Resources"][name])
        stack.outputs = self._outputs()

    def _apply_resource(self, name, definition):
        resolver = self.plan.resolver(self.stack.resources)
        shown = self.plan.resolver(self.stack.resources, masked=True).resolve(definition.get("Properties", {}))
        wanted = Resource(
            logical_id=name,
            type=definition["Type"],
            properties=resolver.resolve(definition.get("Properties", {})),
            shown_properties=shown,
            definition=definition,
            stack_tags=self.tags,
        )
        current = self.stack.resources.get(name)
        if current is None:
            self._step(wanted, "CREATE", lambda kind, context: self._create(kind, context, wanted))
        elif current.type != wanted.type:
            self._replace(current, wanted)
        elif name in self.reverts:
            self._revert(current, wanted, self.reverts[name])
        elif (current.properties, current.stack_tags) != (wanted.properties, wanted.stack_tags):
            self._change(current, wanted)
        else:
            current.definition = definition

    def _change(self, current, wanted):
        changed = [
            key
            for key in set(current.properties) | set(wanted.properties)
            if current.properties.get(key) != wanted.properties.get(key)
        ]
        kind = type_for(wanted.type)
        if kind.needs_replacement(changed):
            return self._replace(current, wanted)
        refused = sorted(kind.fixed & set(changed))
        if refused:
            raise ResourceFailure(f"Update to {', '.join(refused)} of {wanted.type} is not supported")
        wanted.physical_id = current.physical_id
        return self._step(wanted, "UPDATE", lambda kind, context: self._update(kind, context, current, wanted))

    def _revert(self, current, wanted, standing):
        if standing is None:
            return self._step(wanted, "CREATE", lambda kind, context: self._create(kind, context, wanted))
        return self._change(replace(current, properties={**current.properties, **standing}), wanted)

    def _replace(self, current, wanted):
        self._step(wanted, "UPDATE", lambda kind, context: self._create(kind, context, wanted))
        self.replaced.append(current)

    def _create(self, kind, context, wanted):
        kind.check(wanted.type, wanted.properties)
        # A type says early what it made, so that a later failing call leaves nothing behind.
        context.made = lambda physical_id: setattr(wanted, "physical_id", physical_id)
        wanted.physical_id = kind.create(context, wanted.properties)

    def _update(self, kind, context, current, wanted):
        kind.check(wanted.type, wanted.properties)
        kind.update(replace_tags(context, current), wanted.physical_id, current.properties, wanted.properties)

    def _step(self, wanted, verb, work):
        stack = self.stack
        stack.set_resource_status(wanted, f"{verb}_IN_PROGRESS")
        previous = stack.resources.get(wanted.logical_id)
        stack.resources[wanted.logical_id] = wanted
        try:
            kind, context = type_for(wanted.type), self._context(wanted)
            work(kind, context)
            wanted.attributes = kind.attributes(context, wanted.physical_id, wanted.properties)
        except Exception as error:
            if previous is not None:
                stack.resources[wanted.logical_id] = previous
                self._drop_half_made(previous, wanted)
            stack.set_resource_status(wanted, f"{verb}_FAILED", reason_of(error))
            raise ResourceFailure(f"The following resource(s) failed to {verb.lower()}: [{wanted.logical_id}].") from error
        stack.set_resource_status(wanted, f"{verb}_COMPLETE")

    def _drop_half_made(self, previous, wanted):
        if wanted.physical_id and wanted.physical_id != previous.physical_id:
            delete_resource(self.plan.endpoint, self.stack, wanted, policy=None, keep_entry=True)

    def _context(self, resource):
        return context_of(self.plan.endpoint, self.stack, resource)

    def _outputs(self):
        resolver = self.plan.resolver(self.stack.resources)
        outputs = []
        for key, definition in (self.plan.template.get("Outputs") or {}).items():
            if not resolver.is_made(definition):
                continue
            output = {"OutputKey": key, "OutputValue": str(resolver.resolve(definition["Value"]))}
            if "Description" in definition:
                output["Description"] = definition["Description"]
            if "Export" in definition:
                output["ExportName"] = resolver.resolve(definition["Export"]["Name"])
            outputs.append(output)
        return outputs

    def _finish(self):
        stack, plan = self.stack, self.plan
        gone = [r for name, r in stack.resources.items() if name not in plan.wanted(plan.resolver(stack.resources))]
        if self.replaced or gone:
            stack.set_status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        for resource in self.replaced:
            delete_resource(plan.endpoint, stack, resource, policy="UpdateReplacePolicy", keep_entry=True)
        for resource in reversed(gone):
            delete_resource(plan.endpoint, stack, resource, policy="DeletionPolicy")
        stack.template_text, stack.template = plan.template_text, plan.template
        stack.parameters, stack.tags = dict(plan.given), dict(self.tags)
        stack.set_status(f"{self.verb}_COMPLETE")

    def _fail(self, reason):
        stack = self.stack
        if self.on_failure == "DO_NOTHING":
            stack.template_text, stack.template = self.plan.template_text, self.plan.template
            return stack.set_status(f"{self.verb}_FAILED", reason)
        if not self.creating:
            return self._roll_back_update(reason)
        if self.on_failure == "DELETE":
            stack.set_status("CREATE_FAILED", reason)
            return delete_stack(self.plan.endpoint, stack)
        stack.set_status("ROLLBACK_IN_PROGRESS", f"{reason} Rollback requested by user.")
        stack.template_text, stack.template = self.plan.template_text, self.plan.template
        clean = delete_all(self.plan.endpoint, stack, rolling_back=True)
        return stack.set_status("ROLLBACK_COMPLETE" if clean else "ROLLBACK_FAILED")

    def _roll_back_update(self, reason):
        stack = self.stack
        stack.cancel_asked = False
        stack.set_status("UPDATE_ROLLBACK_IN_PROGRESS", reason)
        clean = True
        for name, resource in reversed(list(stack.resources.items())):
            clean = self._roll_back_resource(name, resource) and clean
        stack.set_status("UPDATE_ROLLBACK_COMPLETE" if clean else "UPDATE_ROLLBACK_FAILED")

    def _roll_back_resource(self, name, resource):
        earlier = self.before.get(name)
        if earlier is None or earlier.physical_id != resource.physical_id:
            clean = delete_resource(self.plan.endpoint, self.stack, resource, policy=None)
            if earlier is not None:
                self.stack.resources[name] = earlier
            return clean
        if (earlier.properties, earlier.stack_tags) == (resource.properties, resource.stack_tags):
            return True
        try:
            self._step(earlier, "UPDATE", lambda kind, context: self._update(kind, context, resource, earlier))
        except ResourceFailure:
            return False
        return True


def replace_tags(context, current):
    """The stack's tags before, so that a type can tell which tags to take away."""
    context.old_stack_tags = dict(current.stack_tags)
    return context


def context_of(endpoint, stack, resource):
    return ResourceContext(
        endpoint=endpoint,
        account_id=stack.account_id,
        region=stack.region,
        stack_name=stack.name,
        stack_id=stack.id,
        logical_id=resource.logical_id,
        stack_tags=resource.stack_tags,
    )


def delete_resource(endpoint, stack, resource, policy, keep_entry=False):
    """Returns whether the resource is gone, or kept on purpose."""
    kept = policy and resource.definition.get(policy, "Delete").startswith("Retain")
    current = stack.resources.get(resource.logical_id) if keep_entry else None
    if kept:
        stack.set_resource_status(resource, "DELETE_SKIPPED")
    elif resource.physical_id:
        stack.set_resource_status(resource, "DELETE_IN_PROGRESS")
        try:
            type_for(resource.type).delete(context_of(endpoint, stack, resource), resource.physical_id, resource.properties)
        except Exception as error:  # noqa: BLE001 - a resource that cannot go is told in the stack's events
            stack.set_resource_status(resource, "DELETE_FAILED", reason_of(error))
            return False
        stack.set_resource_status(resource, "DELETE_COMPLETE")
    if current is None:
        stack.resources.pop(resource.logical_id, None)
    return True


def delete_all(endpoint, stack, rolling_back=False):
    """Deletes what the stack made, the last made first."""
    clean = True
    for resource in reversed(list(stack.resources.values())):
        policy = resource.definition.get("DeletionPolicy", "Delete")
        respected = None if rolling_back and policy == "RetainExceptOnCreate" else "DeletionPolicy"
        clean = delete_resource(endpoint, stack, resource, policy=respected) and clean
    return clean


def delete_stack(endpoint, stack):
    stack.set_status("DELETE_IN_PROGRESS", "User Initiated")
    if not delete_all(endpoint, stack):
        failed = ", ".join(stack.resources)
        return stack.set_status("DELETE_FAILED", f"The following resource(s) failed to delete: [{failed}].")
    stack.outputs = []
    stack.deleted_at = utcnow()
    return stack.set_status("DELETE_COMPLETE")
