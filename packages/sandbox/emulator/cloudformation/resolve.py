# SPDX-License-Identifier: Apache-2.0
"""Evaluates the intrinsic functions of a template."""

import base64
import ipaddress
import json

from .errors import ValidationError
from .template import SUB_REFERENCE

# What CloudFormation itself shows for a value it will know only after the change.
KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}"
NO_VALUE = object()


class Resolver:
    """Resolves values against parameters and resources.

    `resources` maps a logical id to something with `physical_id` and `attributes`; in a preview, what is not there
    yet resolves to KNOWN_AFTER_APPLY.
    """

    def __init__(self, template, parameters, pseudo, resources, exports, preview=False):
        self.template = template
        self.parameters = parameters
        self.pseudo = pseudo
        self.resources = resources
        self.exports = exports
        self.preview = preview
        self._conditions = {}

    def resolve(self, value):
        resolved = self._resolve(value)
        return None if resolved is NO_VALUE else resolved

    def condition(self, name):
        if name not in self._conditions:
            conditions = self.template.get("Conditions") or {}
            if name not in conditions:
                raise ValidationError(f"Template error: Condition {name} is not defined")
            self._conditions[name] = self._test(conditions[name])
        return self._conditions[name]

    def is_made(self, definition):
        return "Condition" not in definition or self.condition(definition["Condition"])

    def _resolve(self, value):
        if isinstance(value, list):
            items = (self._resolve(item) for item in value)
            return [item for item in items if item is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            key = next(iter(value))
            function = FUNCTIONS.get(key)
            if function:
                return function(self, value[key])
        pairs = ((key, self._resolve(inner)) for key, inner in value.items())
        return {key: inner for key, inner in pairs if inner is not NO_VALUE}

    def _test(self, condition):
        if isinstance(condition, bool):
            return condition
        key, inner = next(iter(condition.items()))
        if key == "Condition":
            return self.condition(inner)
        if key == "Fn::Equals":
            left, right = (self._resolve(side) for side in inner)
            return str(left).lower() == str(right).lower() if isinstance(left, bool) else str(left) == str(right)
        if key == "Fn::Not":
            return not self._test(inner[0])
        if key == "Fn::And":
            return all(self._test(each) for each in inner)
        if key == "Fn::Or":
            return any(self._test(each) for each in inner)
        raise ValidationError(f"Template error: {key} is not a condition function")

    def ref(self, name):
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        resource = self._resource(name)
        return KNOWN_AFTER_APPLY if resource is None else resource.physical_id

    def get_att(self, argument):
        name, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
        attribute = self._resolve(attribute)
        resource = self._resource(name)
        if resource is None:
            return KNOWN_AFTER_APPLY
        if attribute not in resource.attributes:
            raise ValidationError(
                f"Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt"
            )
        return resource.attributes[attribute]

    def _resource(self, name):
        resource = self.resources.get(name)
        if resource is None and not self.preview:
            raise ValidationError(f"Unresolved resource dependency {name}")
        return resource

    def sub(self, argument):
        text, local = (argument[0], argument[1]) if isinstance(argument, list) else (argument, {})
        local = {key: self._resolve(value) for key, value in local.items()}

        def replace(match):
            name = match.group(1).strip()
            if name in local:
                return _text(local[name])
            return _text(self.get_att(name) if "." in name else self.ref(name))

        return SUB_REFERENCE.sub(replace, text).replace("${!", "${")

    def find_in_map(self, argument):
        names = [self._resolve(part) for part in argument[:3]]
        try:
            return self.template["Mappings"][names[0]][names[1]][names[2]]
        except KeyError as error:
            if len(argument) > 3:
                return self._resolve(argument[3]["DefaultValue"])
            raise ValidationError(f"Template error: Unable to get mapping for {'::'.join(names)}") from error

    def import_value(self, argument):
        name = self._resolve(argument)
        if name not in self.exports:
            raise ValidationError(f"No export named {name} found.")
        return self.exports[name]

    def cidr(self, argument):
        block, count, bits = self._resolve(argument)
        network = ipaddress.ip_network(block)
        subnets = network.subnets(new_prefix=network.max_prefixlen - int(bits))
        return [str(subnet) for _, subnet in zip(range(int(count)), subnets)]


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _join(resolver, argument):
    return argument[0].join(_text(item) for item in resolver.resolve(argument[1]))


def _select(resolver, argument):
    index, values = int(resolver.resolve(argument[0])), resolver.resolve(argument[1])
    if values == KNOWN_AFTER_APPLY:
        return values
    if not 0 <= index < len(values):
        raise ValidationError("Template error: Fn::Select cannot select nonexistent value at index " + str(index))
    return values[index]


def _split(resolver, argument):
    text = resolver.resolve(argument[1])
    # Pieces of a value known later are all known later, whichever Select picks.
    return KNOWN_AFTER_APPLY if KNOWN_AFTER_APPLY in text else text.split(argument[0])


def _if(resolver, argument):
    return resolver._resolve(argument[1] if resolver.condition(argument[0]) else argument[2])


def _get_azs(resolver, argument):
    region = resolver.resolve(argument) or resolver.pseudo["AWS::Region"]
    return [f"{region}{zone}" for zone in "abc"]


FUNCTIONS = {
    "Ref": Resolver.ref,
    "Fn::GetAtt": Resolver.get_att,
    "Fn::Sub": Resolver.sub,
    "Fn::FindInMap": Resolver.find_in_map,
    "Fn::ImportValue": Resolver.import_value,
    "Fn::Cidr": Resolver.cidr,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::If": _if,
    "Fn::GetAZs": _get_azs,
    "Fn::Base64": lambda resolver, argument: base64.b64encode(resolver.resolve(argument).encode()).decode(),
    "Fn::Length": lambda resolver, argument: len(resolver.resolve(argument)),
    "Fn::ToJsonString": lambda resolver, argument: json.dumps(resolver.resolve(argument), separators=(",", ":")),
}
