# SPDX-License-Identifier: Apache-2.0
"""Stacks, their resources and events, kept in memory by account and Region."""

import threading
import uuid
from dataclasses import dataclass, field

from moto.core.utils import utcnow

from .errors import ChangeSetNotFound, no_stack

STACK_TYPE = "AWS::CloudFormation::Stack"


@dataclass
class Resource:
    logical_id: str
    type: str
    physical_id: str = None
    status: str = None
    reason: str = None
    properties: dict = field(default_factory=dict)
    #: The same with NoEcho parameters masked: what a change set may show.
    shown_properties: dict = field(default_factory=dict)
    definition: dict = field(default_factory=dict)
    stack_tags: dict = field(default_factory=dict)
    attributes: object = field(default_factory=dict)
    updated_at: object = None


@dataclass
class ChangeSet:
    id: str
    name: str
    type: str
    template_text: str
    template: dict
    parameters: dict
    tags: dict
    options: dict
    created_at: object
    status: str = "CREATE_COMPLETE"
    reason: str = None
    execution_status: str = "AVAILABLE"
    changes: list = field(default_factory=list)
    #: Of a drift-aware change set: logical id → what stands of the properties it puts back; None where nothing stands.
    reverts: dict = field(default_factory=dict)


@dataclass
class Stack:
    id: str
    name: str
    account_id: str
    region: str
    status: str = "REVIEW_IN_PROGRESS"
    reason: str = None
    template_text: str = None
    template: dict = field(default_factory=dict)
    parameters: dict = field(default_factory=dict)
    tags: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    resources: dict = field(default_factory=dict)
    outputs: list = field(default_factory=list)
    events: list = field(default_factory=list)
    change_sets: dict = field(default_factory=dict)
    created_at: object = field(default_factory=utcnow)
    updated_at: object = None
    deleted_at: object = None
    protected: bool = False
    policy: str = None
    last_change_set: str = None
    cancel_asked: bool = False

    def set_status(self, status, reason=None):
        self.status, self.reason = status, reason
        self._event(self.name, self.id, STACK_TYPE, status, reason)

    def set_resource_status(self, resource, status, reason=None):
        resource.status, resource.reason, resource.updated_at = status, reason, utcnow()
        self._event(resource.logical_id, resource.physical_id or "", resource.type, status, reason)

    def _event(self, logical_id, physical_id, type_name, status, reason):
        event = {
            "StackId": self.id,
            "StackName": self.name,
            "EventId": str(uuid.uuid4()),
            "LogicalResourceId": logical_id,
            "PhysicalResourceId": physical_id,
            "ResourceType": type_name,
            "ResourceStatus": status,
            "Timestamp": utcnow(),
        }
        if reason:
            event["ResourceStatusReason"] = reason
        self.events.append(event)

    @property
    def in_progress(self):
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    def change_set(self, name_or_id):
        for change_set in self.change_sets.values():
            if name_or_id in (change_set.id, change_set.name):
                return change_set
        raise ChangeSetNotFound(f"ChangeSet [{name_or_id}] does not exist")


class StackStore:
    """Every stack of the emulator."""

    def __init__(self):
        self.lock = threading.RLock()
        self._stacks = {}

    def add(self, name, account_id, region):
        stack_id = f"arn:aws:cloudformation:{region}:{account_id}:stack/{name}/{uuid.uuid4()}"
        stack = Stack(id=stack_id, name=name, account_id=account_id, region=region)
        with self.lock:
            self._stacks[stack_id] = stack
        return stack

    def forget(self, stack):
        with self.lock:
            self._stacks.pop(stack.id, None)

    def list(self, account_id, region):
        with self.lock:
            return [s for s in self._stacks.values() if (s.account_id, s.region) == (account_id, region)]

    def find(self, account_id, region, name_or_id):
        """By id, deleted ones too; by name, only what still exists."""
        for stack in self.list(account_id, region):
            if stack.id == name_or_id or (stack.name == name_or_id and not stack.deleted_at):
                return stack
        return None

    def get(self, account_id, region, name_or_id):
        stack = self.find(account_id, region, name_or_id)
        if stack is None:
            raise no_stack(name_or_id)
        return stack

    def exports(self, account_id, region):
        found = {}
        for stack in self.list(account_id, region):
            for output in [] if stack.deleted_at else stack.outputs:
                if "ExportName" in output:
                    found[output["ExportName"]] = (output["OutputValue"], stack.id)
        return found

    def clear(self):
        with self.lock:
            self._stacks.clear()


STACKS = StackStore()
