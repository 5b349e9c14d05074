# SPDX-License-Identifier: Apache-2.0
"""DetectStackDrift, DescribeStackDriftDetectionStatus, DescribeStackResourceDrifts: for a few types, as on AWS only what the template sets."""

import json
import threading
import uuid

from ..cloudformation import requests
from ..cloudformation.drift import Gone, differences, read_resource
from ..cloudformation.engine import context_of
from ..cloudformation.errors import ValidationError

LOCK = threading.Lock()
DETECTIONS = {}  # id → what DescribeStackDriftDetectionStatus answers
FOUND = {}  # stack id → the drifts of the last detection
SETTLED = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED")


def install(emulator):
    from moto.cloudformation.responses import CloudFormationResponse
    from moto.core.responses import ActionResult
    from moto.core.utils import utcnow

    def detect_stack_drift(self):
        stack = requests.read(self).stack()
        if stack.status not in SETTLED:
            raise ValidationError(f"Stack [{stack.name}] is in {stack.status} state and drift cannot be detected on it")
        drifts, failed = _detect(emulator.endpoint, stack, utcnow())
        drifted = [drift for drift in drifts if drift["StackResourceDriftStatus"] != "IN_SYNC"]
        detection = {
            "StackId": stack.id,
            "StackDriftDetectionId": str(uuid.uuid4()),
            "StackDriftStatus": "DRIFTED" if drifted else "IN_SYNC",
            "DetectionStatus": "DETECTION_FAILED" if failed else "DETECTION_COMPLETE",
            "DriftedStackResourceCount": len(drifted),
            "Timestamp": utcnow(),
        }
        if failed:
            detection["DetectionStatusReason"] = f"Failed to detect drift on resources [{', '.join(failed)}]"
        with LOCK:
            FOUND[stack.id] = drifts
            DETECTIONS[detection["StackDriftDetectionId"]] = detection
        return ActionResult({"StackDriftDetectionId": detection["StackDriftDetectionId"]})

    def describe_stack_drift_detection_status(self):
        asked = self._get_param("StackDriftDetectionId")
        with LOCK:
            detection = DETECTIONS.get(asked)
        if detection is None:
            raise ValidationError(f"Drift detection {asked} does not exist")
        return ActionResult(detection)

    def describe_stack_resource_drifts(self):
        call = requests.read(self)
        wanted = call.text("StackResourceDriftStatusFilters", []) or []
        with LOCK:
            drifts = FOUND.get(call.stack().id, [])
        chosen = [drift for drift in drifts if not wanted or drift["StackResourceDriftStatus"] in wanted]
        return ActionResult({"StackResourceDrifts": chosen})

    for operation in (detect_stack_drift, describe_stack_drift_detection_status, describe_stack_resource_drifts):
        setattr(CloudFormationResponse, operation.__name__, operation)
    return _forget_all


def _forget_all():
    with LOCK:
        DETECTIONS.clear()
        FOUND.clear()


def _detect(endpoint, stack, now):
    drifts, failed = [], []
    for resource in list(stack.resources.values()):
        try:
            actual = read_resource(context_of(endpoint, stack, resource), resource)
        except Gone:
            drifts.append(_drift(stack, resource, "DELETED", now))
        except Exception:  # noqa: BLE001 - one resource that cannot be read does not hide the others
            failed.append(resource.logical_id)
        else:
            if actual is not None:
                drifts.append(_compared(stack, resource, actual, now))
    return drifts, failed


def _compared(stack, resource, actual, now):
    wanted = {name: value for name, value in resource.properties.items() if name in actual}
    found = list(differences(wanted, resource.shown_properties, actual))
    drift = _drift(stack, resource, "MODIFIED" if found else "IN_SYNC", now)
    shown = {name: resource.shown_properties.get(name) for name in wanted}
    drift["ExpectedProperties"] = json.dumps(shown, default=str)
    drift["ActualProperties"] = json.dumps(actual, default=str)
    drift["PropertyDifferences"] = [_difference(*each) for each in found]
    return drift


def _difference(path, expected, actual):
    kind = "ADD" if expected is None else "REMOVE" if actual is None else "NOT_EQUAL"
    return {
        "PropertyPath": path,
        "ExpectedValue": _text(expected),
        "ActualValue": _text(actual),
        "DifferenceType": kind,
    }


def _text(value):
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _drift(stack, resource, status, now):
    return {
        "StackId": stack.id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id or "",
        "ResourceType": resource.type,
        "StackResourceDriftStatus": status,
        "PropertyDifferences": [],
        "Timestamp": now,
    }
