# SPDX-License-Identifier: Apache-2.0
"""What a change set would do to each resource, with the values before and after."""

import json

from moto.core.utils import utcnow

from .drift import differences
from .errors import ResourceFailure
from .moto_type import type_for
from .resolve import KNOWN_AFTER_APPLY
from .template import references


def describe_changes(plan, tags):
    return ChangeDescriber(plan, tags).describe()


class ChangeDescriber:
    def __init__(self, plan, tags):
        self.plan = plan
        self.tags = tags
        self.existing = plan.stack.resources
        # References to what is added or replaced are known only afterwards.
        self.stable = dict(self.existing)
        self.replaced = set()

    def describe(self):
        definitions = self.plan.template["Resources"]
        wanted = self.plan.wanted(self.plan.resolver(self.stable, preview=True))
        for name in list(self.stable):
            if name not in wanted or self.existing[name].type != definitions[name]["Type"]:
                self.stable.pop(name)
        changes = [self._added_or_changed(name, definitions[name]) for name in wanted]
        changes += [self._removed(self.existing[name]) for name in self.existing if name not in wanted]
        return sorted((change for change in changes if change), key=lambda change: change["LogicalResourceId"])

    def _properties(self, definition):
        raw = definition.get("Properties", {})
        real = self.plan.resolver(self.stable, preview=True).resolve(raw)
        shown = self.plan.resolver(self.stable, preview=True, masked=True).resolve(raw)
        return real, shown

    def _added_or_changed(self, name, definition):
        _, shown = self._properties(definition)
        if name not in self.existing:
            return _change("Add", name, definition["Type"], AfterContext=_context(definition, shown))
        return self._changed(self.existing[name], definition)

    def _changed(self, resource, definition):
        real, shown = self._properties(definition)
        changed = sorted(k for k in set(real) | set(resource.properties) if real.get(k) != resource.properties.get(k))
        retyped = resource.type != definition["Type"]
        tagged = self.tags != resource.stack_tags and _takes_tags(definition["Type"])
        scope = [s for s, hit in (("Properties", changed), ("Tags", tagged and "Tags" not in changed)) if hit]
        scope += [s for s in ("Metadata", "DeletionPolicy", "UpdateReplacePolicy") if self._differs(resource, definition, s)]
        if not scope and not retyped:
            return None
        replacing = retyped or self._needs_replacement(definition["Type"], changed)
        if replacing:
            self.replaced.add(resource.logical_id)
            self.stable.pop(resource.logical_id, None)
        details = [d for name in changed for d in self._details(resource, definition, name, shown)]
        details += [_detail(s, "Never") for s in scope if s != "Properties"]
        return _change(
            "Modify",
            resource.logical_id,
            definition["Type"],
            PhysicalResourceId=resource.physical_id,
            Replacement="True" if replacing else "False",
            Scope=scope,
            Details=details,
            BeforeContext=_context(resource.definition, resource.shown_properties),
            AfterContext=_context(definition, shown),
        )

    @staticmethod
    def _differs(resource, definition, key):
        return resource.definition.get(key) != definition.get(key)

    @staticmethod
    def _needs_replacement(type_name, changed):
        try:
            return type_for(type_name).needs_replacement(changed)
        except ResourceFailure:
            return False

    def _details(self, resource, definition, name, shown):
        recreation = "Always" if self._needs_replacement(resource.type, [name]) else "Never"
        raw = definition.get("Properties", {}).get(name)
        source = self._source(raw)
        leaves = list(_leaves(f"/Properties/{name}", resource.shown_properties.get(name), shown.get(name)))
        for path, before, after in leaves or [(f"/Properties/{name}", None, None)]:
            detail = _detail("Properties", recreation, Name=name, Path=path)
            target = detail["Target"]
            target["AttributeChangeType"] = "Add" if before is None else "Remove" if after is None else "Modify"
            target.update({k: _text(v) for k, v in (("BeforeValue", before), ("AfterValue", after)) if v is not None})
            yield {**detail, **source, "Evaluation": "Dynamic" if after == KNOWN_AFTER_APPLY else "Static"}

    def _source(self, raw):
        mentioned = references(raw)
        replaced = sorted(mentioned & self.replaced)
        if replaced:
            return {"ChangeSource": "ResourceReference", "CausingEntity": replaced[0]}
        parameters = sorted(mentioned & set(self.plan.parameters))
        if parameters:
            return {"ChangeSource": "ParameterReference", "CausingEntity": parameters[0]}
        return {"ChangeSource": "DirectModification"}

    @staticmethod
    def _removed(resource):
        policy = resource.definition.get("DeletionPolicy", "Delete")
        return _change(
            "Remove",
            resource.logical_id,
            resource.type,
            PhysicalResourceId=resource.physical_id,
            PolicyAction="Retain" if policy.startswith("Retain") else policy,
            BeforeContext=_context(resource.definition, resource.shown_properties),
        )


def describe_reverts(plan, reverts):
    """The changes that put back what was changed past the template, of resources that the template still has."""
    resources = {name: plan.stack.resources[name] for name in reverts if name in plan.template["Resources"]}
    return [_revert(resource, reverts[name]) for name, resource in sorted(resources.items())]


def _revert(resource, standing):
    if standing is None:
        return _change("Add", resource.logical_id, resource.type, PhysicalResourceId=resource.physical_id)
    details = []
    for name, actual in standing.items():
        wanted, shown = ({name: each.get(name)} for each in (resource.properties, resource.shown_properties))
        for path, expected, found in differences(wanted, shown, {name: actual}):
            detail = _detail("Properties", "Never", Name=name, Path=f"/Properties{path}", AttributeChangeType="Modify")
            if expected is not None:
                detail["Target"]["AfterValue"] = _text(expected)
            detail["Target"]["Drift"] = {"ActualValue": _text(found), "DriftDetectionTimestamp": utcnow()}
            details.append(detail)
    return _change(
        "Modify",
        resource.logical_id,
        resource.type,
        PhysicalResourceId=resource.physical_id,
        Replacement="False",
        Scope=["Properties"],
        Details=details,
    )


def _change(action, logical_id, type_name, **more):
    given = {key: value for key, value in more.items() if value is not None}
    scope = {"Scope": [], "Details": []} if action != "Modify" else {}
    return {"Action": action, "LogicalResourceId": logical_id, "ResourceType": type_name, **scope, **given}


def _detail(attribute, recreation, **target):
    return {
        "Target": {"Attribute": attribute, "RequiresRecreation": recreation, **target},
        "Evaluation": "Static",
        "ChangeSource": "DirectModification",
    }


def _takes_tags(type_name):
    try:
        kind = type_for(type_name)
    except ResourceFailure:
        return False
    return "Tags" in kind.properties


def _context(definition, properties):
    kept = {key: definition[key] for key in ("Metadata", "DeletionPolicy", "UpdateReplacePolicy") if key in definition}
    return json.dumps({"Properties": properties, **kept}, separators=(",", ":"))


def _leaves(path, before, after):
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(set(before) | set(after)):
            yield from _leaves(f"{path}/{key}", before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (left, right) in enumerate(zip(before, after)):
            yield from _leaves(f"{path}/{index}", left, right)
    else:
        yield path, before, after


def _text(value):
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
