# SPDX-License-Identifier: Apache-2.0
"""Reads templates and finds the order in which their resources depend on each other."""

import json
import re

import yaml

from .errors import ValidationError

SUB_REFERENCE = re.compile(r"\$\{([^!][^}]*)\}")
SUPPORTED_TRANSFORMS = ("AWS::LanguageExtensions",)


class TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's short function forms."""


def _short_form(loader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name: value}


TemplateLoader.add_multi_constructor("!", _short_form)
# "2010-09-09" is a version, not a date.
TemplateLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def parse_template(text):
    try:
        template = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, Loader=TemplateLoader)
    except (ValueError, yaml.YAMLError) as error:
        raise ValidationError("Template format error: unsupported structure.") from error
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict) or not template["Resources"]:
        raise ValidationError("Template format error: At least one Resources member must be defined.")
    _check_transforms(template)
    _check_resources(template)
    return template


def _check_transforms(template):
    transforms = template.get("Transform", [])
    for transform in [transforms] if isinstance(transforms, str) else transforms:
        if transform not in SUPPORTED_TRANSFORMS:
            raise ValidationError(f"Transform {transform} is not emulated; submit the processed template.")


def _check_resources(template):
    known = set(template["Resources"]) | set(template.get("Parameters") or {})
    for logical_id, resource in template["Resources"].items():
        if not isinstance(resource, dict) or "Type" not in resource:
            raise ValidationError(
                f"Template format error: [/Resources/{logical_id}] Every Resources object must contain a Type member."
            )
    dangling = sorted(name for name in references(template["Resources"]) if name not in known)
    if dangling:
        raise ValidationError(
            "Template format error: Unresolved resource dependencies "
            f"[{', '.join(dangling)}] in the Resources block of the template"
        )


def references(value):
    """Names that Ref, GetAtt and Sub mention, pseudo parameters left out."""
    found = set()
    _collect(value, found)
    return {name for name in found if not name.startswith("AWS::")}


def _collect(value, found):
    if isinstance(value, list):
        for item in value:
            _collect(item, found)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "Ref" and isinstance(inner, str):
            found.add(inner)
        elif key == "Fn::GetAtt":
            found.add(inner[0] if isinstance(inner, list) else inner.split(".")[0])
        elif key == "Fn::Sub":
            _collect_sub(inner, found)
        else:
            _collect(inner, found)


def _collect_sub(inner, found):
    text, local = (inner[0], inner[1]) if isinstance(inner, list) else (inner, {})
    found.update(name.split(".")[0] for name in SUB_REFERENCE.findall(text) if name not in local)
    _collect(local, found)


def in_dependency_order(resources):
    """Logical ids such that each comes after what it refers to or DependsOn."""
    order, visiting = [], []

    def visit(logical_id):
        if logical_id in order:
            return
        if logical_id in visiting:
            raise ValidationError(f"Circular dependency between resources: [{', '.join(visiting)}]")
        visiting.append(logical_id)
        for needed in sorted(dependencies(resources, logical_id)):
            visit(needed)
        visiting.pop()
        order.append(logical_id)

    for name in resources:
        visit(name)
    return order


def dependencies(resources, logical_id):
    resource = resources[logical_id]
    explicit = resource.get("DependsOn", [])
    needed = references(resource.get("Properties", {})) | set([explicit] if isinstance(explicit, str) else explicit)
    return {name for name in needed if name in resources and name != logical_id}
