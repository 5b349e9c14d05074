# SPDX-License-Identifier: Apache-2.0
"""AWS::CodeBuild::Project."""

from ..cloudformation.registry import ResourceType, resource_type, tag_list

SETTINGS = (
    "Artifacts",
    "Cache",
    "ConcurrentBuildLimit",
    "Description",
    "EncryptionKey",
    "Environment",
    "LogsConfig",
    "QueuedTimeoutInMinutes",
    "ServiceRole",
    "Source",
    "TimeoutInMinutes",
    "VpcConfig",
)
WHOLE = frozenset({"ConcurrentBuildLimit", "QueuedTimeoutInMinutes", "TimeoutInMinutes"})
FLAGS = frozenset({"EncryptionDisabled", "InsecureSsl", "PrivilegedMode"})
# What a setting is again when a template no longer states it.
UNSET = {
    "Cache": {"type": "NO_CACHE"},
    "ConcurrentBuildLimit": -1,
    "Description": "",
    "LogsConfig": {},
    "QueuedTimeoutInMinutes": 480,
    "TimeoutInMinutes": 60,
    "VpcConfig": {},
}


def install(_emulator):
    resource_type("AWS::CodeBuild::Project")(CodeBuildProject)


class CodeBuildProject(ResourceType):
    properties = frozenset({"Name", "Tags", *SETTINGS})
    replaced_by = frozenset({"Name"})

    def create(self, context, properties):
        name = properties.get("Name") or context.generate_name()
        context.client("codebuild").create_project(name=name, **_given(context, properties))
        return name

    def update(self, context, physical_id, old, new):
        unset = {_camel(name): UNSET[name] for name in UNSET if name in old and name not in new}
        context.client("codebuild").update_project(name=physical_id, **unset, **_given(context, new))

    def delete(self, context, physical_id, properties):
        context.client("codebuild").delete_project(name=physical_id)

    def attributes(self, context, physical_id, properties):
        arn = f"arn:aws:codebuild:{context.region}:{context.account_id}:project/{physical_id}"
        return {"Arn": arn}


def _given(context, properties):
    stated = {name: properties[name] for name in SETTINGS if name in properties}
    return {**_api(stated), "tags": tag_list(context.tags(properties), "key", "value")}


def _camel(name):
    """BuildSpec is the one word that the API writes otherwise."""
    return "buildspec" if name == "BuildSpec" else name[0].lower() + name[1:]


def _api(value, name=None):
    if isinstance(value, dict):
        return {_camel(key): _api(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_api(each) for each in value]
    if name in WHOLE:
        return int(value)
    return str(value).lower() == "true" if name in FLAGS else value
