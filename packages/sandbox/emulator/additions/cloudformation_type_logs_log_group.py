# SPDX-License-Identifier: Apache-2.0
"""AWS::Logs::LogGroup: with its key and its retention, which moto's own model loses."""

from ..cloudformation.errors import ResourceFailure
from ..cloudformation.registry import ResourceType, resource_type

STANDARD = "STANDARD"


def install(_emulator):
    resource_type("AWS::Logs::LogGroup")(LogGroup)


class LogGroup(ResourceType):
    properties = frozenset({"KmsKeyId", "LogGroupClass", "LogGroupName", "RetentionInDays", "Tags"})
    replaced_by = frozenset({"LogGroupName"})
    fixed = frozenset({"LogGroupClass"})

    def create(self, context, properties):
        logs = context.client("logs")
        name = properties.get("LogGroupName") or context.generate_name()
        given = {"logGroupName": name, "tags": context.tags(properties)}
        if "KmsKeyId" in properties:
            given["kmsKeyId"] = properties["KmsKeyId"]
        if properties.get("LogGroupClass", STANDARD) != STANDARD:
            raise ResourceFailure(f"The emulator has no log groups of class {properties['LogGroupClass']}.")
        logs.create_log_group(**given)
        context.made(name)
        self._set_retention(logs, name, properties)
        return name

    def update(self, context, physical_id, old, new):
        logs = context.client("logs")
        if old.get("KmsKeyId") != new.get("KmsKeyId"):
            raise ResourceFailure("The emulator cannot change the key of a log group.")
        self._set_retention(logs, physical_id, new)
        arn = self.attributes(context, physical_id, new)["Arn"].removesuffix(":*")
        dropped = context.dropped_tags(old, new)
        if dropped:
            logs.untag_resource(resourceArn=arn, tagKeys=dropped)
        if context.tags(new):
            logs.tag_resource(resourceArn=arn, tags=context.tags(new))

    @staticmethod
    def _set_retention(logs, name, properties):
        if "RetentionInDays" in properties:
            logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=name)

    def delete(self, context, physical_id, properties):
        context.client("logs").delete_log_group(logGroupName=physical_id)

    def attributes(self, context, physical_id, properties):
        return {"Arn": f"arn:aws:logs:{context.region}:{context.account_id}:log-group:{physical_id}:*"}
